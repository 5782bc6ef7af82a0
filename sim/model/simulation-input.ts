/** Everything one replication depends on besides its number. Plain data: it crosses threads. */
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { SpotTrace } from '../scenario/parse-spot-trace.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { ArrivalSpec } from './arrivals/create-arrivals.ts';

export type SimulationInput = {
  readonly plan: HubPlan;
  readonly scenario: Scenario;
  /** The scenario's arrival sources, traces read. */
  readonly arrivals: readonly ArrivalSpec[];
  /** The scenario's availability trace, read; without it the assumed regimes hold. */
  readonly spotAvailability?: SpotTrace;
  readonly seed: number;
};
