/**
 * The smallest hubs that show a rule. Everything random or undocumented is set to a constant, so that a test can work
 * out by hand what must happen; a test turns on the one thing it is about.
 *
 * One queue `work`, jobs of two GPU stages of 10 s and 30 s. A cold launch takes 20 + 30 + 10 = 60 s, a start from the
 * warm pool 15 + 5 + 10 = 30 s, in each the first number is `pending`.
 */
import { ASSUMPTION_NAMES, type AssumptionName } from '../../hub/catalog/assumptions.ts';
import { hubPlanSchema } from '../../hub/plan/hub-plan.ts';
import { STAGE_NAMES } from '../../hub/plan/stage-names.ts';
import { toHubPlan } from '../../hub/plan/to-hub-plan.ts';
import type { Seconds } from '../../hub/units.ts';
import type { SpotTrace } from '../scenario/parse-spot-trace.ts';
import { scenarioSchema } from '../scenario/scenario.ts';
import { openWorld } from './open-world.ts';
import type { SimulationInput } from './simulation-input.ts';
import { stepWorld } from './step-world.ts';
import type { World } from './world.ts';

/** Stages of the tiny job, seconds. */
export const FIRST_STAGE_SECONDS = 10;
export const SECOND_STAGE_SECONDS = 30;

export type TinyHub = {
  readonly stages?: Readonly<Record<string, number>>;
  readonly queues?: Readonly<Record<string, object>>;
  /** Laid over the only queue's settings. */
  readonly queue?: object;
  readonly fleets?: Readonly<Record<string, object>>;
  /** The only fleet's groups. */
  readonly base?: object;
  readonly burst?: object;
  readonly worker?: object;
  readonly quotas?: object;
  readonly boot?: object;
  readonly admission?: object;
  readonly assumptions?: Partial<Record<AssumptionName, number>>;
  readonly arrivalsAtSeconds?: readonly Seconds[];
  /** Other sources, instead of the times. */
  readonly arrivals?: readonly object[];
  readonly horizonSeconds?: Seconds;
  /** Until all is at rest, instead of the horizon. */
  readonly settles?: boolean;
  readonly startsAtUtc?: string;
  readonly spotEvents?: readonly object[];
  readonly spotTrace?: SpotTrace;
  readonly seed?: number;
};

const constant = (value: Seconds) => ({ kind: 'constant', value });
const bootPath = (launch: Seconds, boot: Seconds, load: Seconds) => ({
  launchSeconds: constant(launch),
  bootSeconds: constant(boot),
  modelLoadSeconds: constant(load),
});

/** Shortest delays, no chance; what must not be zero has a round value. */
const QUIET_ASSUMPTIONS: Partial<Record<AssumptionName, number>> = {
  metricPublishLagSecondsLow: 10,
  metricPublishLagSecondsHigh: 10,
  launchRetrySecondsFirst: 30,
  launchRetrySecondsMax: 300,
  spotTightRegimeSecondsMean: 21_600,
  spotTightOnSecondsMean: 7200,
  spotTightOffSecondsMean: 5400,
  spotPoolCapacityCount: 60,
};

export function tinyInput(hub: TinyHub): SimulationInput {
  const stageSeconds: Readonly<Record<string, number>> = hub.stages ?? {
    'text-to-image': FIRST_STAGE_SECONDS,
    matte: SECOND_STAGE_SECONDS,
  };
  const group = { instanceTypes: ['g4dn.xlarge'], zones: ['a'], bootPath: 'cold', instanceWarmupSeconds: 0 };
  const base = hub.base ?? (hub.burst === undefined ? { minCount: 1, maxCount: 1 } : undefined);
  const onlyFleet = {
    queues: ['work'],
    ...(base && { base: { ...group, ...base } }),
    ...(hub.burst && { burst: { ...group, ...hub.burst } }),
  };
  const plan = hubPlanSchema.parse({
    stages: Object.fromEntries(
      STAGE_NAMES.map(name => [name, { serviceSeconds: constant(stageSeconds[name] ?? 0), bound: 'gpu' }]),
    ),
    queues: hub.queues ?? { work: { stages: ['text-to-image', 'matte'], ...hub.queue } },
    fleets: hub.fleets ?? { only: onlyFleet },
    boot: { cold: bootPath(20, 30, 10), warm: bootPath(15, 5, 10), ...hub.boot },
    worker: hub.worker ?? {},
    quotas: hub.quotas ?? {},
    admission: hub.admission ?? {},
    assumptions: Object.fromEntries(
      ASSUMPTION_NAMES.map(name => [name, hub.assumptions?.[name] ?? QUIET_ASSUMPTIONS[name] ?? 0]),
    ),
  });
  const arrivals = hub.arrivals ?? [{ kind: 'trace', file: 'times.csv', timeUnit: 'seconds' }];
  const scenario = scenarioSchema.parse({
    name: 'tiny',
    startsAtUtc: hub.startsAtUtc ?? 'mon 00:00',
    arrivals,
    horizon: hub.settles
      ? { kind: 'settled', maxSeconds: hub.horizonSeconds ?? 86_400 }
      : { kind: 'fixed', seconds: hub.horizonSeconds ?? 3600 },
    spotEvents: hub.spotEvents ?? [],
  });
  const times = Float64Array.from(hub.arrivalsAtSeconds ?? []);
  return {
    plan: toHubPlan(plan, 'tiny', 'us-east-1'),
    scenario,
    arrivals: scenario.arrivals.map(source => (source.kind === 'trace' ? { ...source, times } : source)),
    ...(hub.spotTrace && { spotAvailability: hub.spotTrace }),
    seed: hub.seed ?? 1,
  };
}

/** A world at time 0, to be run on with `runUntil`. */
export function tinyWorld(hub: TinyHub, replication = 0): World {
  return openWorld(tinyInput(hub), replication);
}

/** Runs on to a moment, its own events included, and looks at the world after every step. */
export function runUntil(world: World, seconds: Seconds, look: (world: World) => void = () => {}): World {
  while (stepWorld(world, seconds)) look(world);
  return world;
}
