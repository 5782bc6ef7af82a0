/** The plans whose statistics are tested: a stack of this project under a crowd, and the same made worse by a known amount. */

import { INSTANCE_TYPE_NAMES } from '../../hub/catalog/instances.ts';
import type { Distribution } from '../../hub/distribution.ts';
import { hourPriceOf, type Market } from '../../hub/plan/hour-price.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { Count } from '../../hub/units.ts';
import type { SimulationInput } from '../../sim/model/simulation-input.ts';
import { defaultScenario } from '../../sim/scenario/default-scenario.ts';
import { stackPlan } from '../kit/stack-plan.ts';

type CrowdOptions = {
  readonly stack: 'dev' | 'prod';
  readonly users: Count;
  readonly seed: number;
  /** Exactly so many. */
  readonly replications: Count;
};

/** Everybody clicks within a minute, as `asset-sim run --users N` has it. */
export function crowdInput({ stack, users, seed, replications }: CrowdOptions): SimulationInput {
  const scenario = {
    ...defaultScenario(users),
    replications: { min: replications, max: replications, precisionRatio: 0 },
  };
  const arrivals = [{ kind: 'flashCrowd', job: 'character', users, windowSeconds: 60 }] as const;
  return { plan: stackPlan(stack), scenario, arrivals, seed };
}

/** Every instance hour at `factor` times its price. Nothing else changes: no policy looks at a price. */
export function withDearerHours(input: SimulationInput, factor: number): SimulationInput {
  const { plan } = input;
  const prices = (market: Market) =>
    Object.fromEntries(INSTANCE_TYPE_NAMES.map(name => [name, hourPriceOf(plan, name, market) * factor]));
  return {
    ...input,
    plan: { ...plan, prices: { onDemandUsdPerHour: prices('onDemand'), spotUsdPerHour: prices('spot') } },
  };
}

/** Every stage takes `factor` times as long, so that each wait, each alarm and each launch of a run may come out differently. */
export function withSlowerStages(input: SimulationInput, factor: number): SimulationInput {
  const { plan } = input;
  const stages = Object.fromEntries(
    Object.entries(plan.stages).map(([name, stage]) => [
      name,
      { ...stage, serviceSeconds: stretched(stage.serviceSeconds, factor) },
    ]),
  );
  return { ...input, plan: { ...plan, stages: stages as HubPlan['stages'] } };
}

function stretched(distribution: Distribution, factor: number): Distribution {
  switch (distribution.kind) {
    case 'constant':
      return { ...distribution, value: distribution.value * factor };
    case 'lognormal':
      return { ...distribution, mean: distribution.mean * factor };
    case 'quantiles':
      return {
        ...distribution,
        table: distribution.table.map(([probability, value]): [number, number] => [probability, value * factor]),
      };
    default:
      throw new Error(`the stages of this project are constant, lognormal or a table (saw ${distribution.kind})`);
  }
}
