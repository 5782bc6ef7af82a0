/**
 * What the project's source document (the seed) claims, at its prices of 2021. Claims, not facts: nothing is computed
 * from them but the seed's own arithmetic, which `asset-sim cost` prints beside today's. What is wrong with them stands
 * in `corrections.ts`.
 */
import type { Seconds, Usd } from '../../hub/units.ts';

const claims = {
  /** "Per job" of the seed: a boot and four steps, 160 s together, on one g4dn.xlarge. */
  jobPhases: Object.freeze([
    { phase: 'boot', seconds: 30 },
    { phase: 'text-to-image', seconds: 10 },
    { phase: 'image-to-3d', seconds: 15 },
    { phase: 'retopology', seconds: 60 },
    { phase: 'rigging', seconds: 45 },
  ]) satisfies readonly { readonly phase: string; readonly seconds: Seconds }[],
  instanceType: 'g4dn.xlarge',
  /** Flat in all zones from March to May 2021, 30 % of on-demand: LucianaMarques/amazon-spot-dataset, 2021-05-30 [H]. */
  spotUsdPerHour: 0.158 satisfies Usd,
  /** Unchanged since: AWS price list of 2026-07-20 [H]. */
  onDemandUsdPerHour: 0.526 satisfies Usd,
  /** What it says one character costs. */
  spotUsdPerJob: 0.007 satisfies Usd,
  onDemandUsdPerJob: 0.023 satisfies Usd,
  /** What it says the hub costs a month without jobs. */
  fixedUsdPerMonthLow: 50 satisfies Usd,
  fixedUsdPerMonthHigh: 60 satisfies Usd,
  /** Container registry, a month. */
  imageUsdPerMonth: 1 satisfies Usd,
  /** Boot of a baked machine image, until the first job. */
  bakedBootSeconds: 45 satisfies Seconds,
  /** Jobs it wants served in one rush, and its cap of instances. */
  rushJobCount: 10_000,
  instanceCountMax: 100,
} as const;
export const SEED_CLAIMS = Object.freeze(claims);

/** Its statements that need a correction, in our words. */
export const SEED_SENTENCES = Object.freeze({
  'spot-price': `Spot g4dn.xlarge costs ${claims.spotUsdPerHour} USD an hour`,
  'fixed-month': `a month without jobs costs ${claims.fixedUsdPerMonthLow}-${claims.fixedUsdPerMonthHigh} USD`,
  'job-price': `a character costs ${claims.spotUsdPerJob} USD on Spot (160 s x price)`,
  'table-free': 'the table is free (free tier)',
  'image-size': `the container registry costs ${claims.imageUsdPerMonth} USD a month`,
  'cheapest-region': 'Spot is cheapest in us-east-1 or us-west-2',
  'warm-start': 'waking a stopped instance takes seconds',
  'baked-boot': `a baked machine image is ready in ${claims.bakedBootSeconds} s`,
  'text-to-image': 'SDXL takes 10 s on a T4',
  'edge-gain': 'an edge makes downloads from Tokyo 5-10 times faster',
  retopology: 'retopology is GPU work',
  'step-rules': 'scale out at visible > 0, at > 10 by +1, at > 1 by +2',
  'idle-rule': 'messages == 0 for 5 minutes: remove 1',
  'cpu-tracking': 'target tracking on 40 % CPU',
  infinite: 'it scales infinitely',
  rush: `${claims.instanceCountMax} instances serve ${claims.rushJobCount} users at once`,
  'alarm-delay': 'the alarm starts instances at once',
  hibernated: 'the warm pool is "stopped (hibernated)"',
  'one-group': 'one group with a warm pool and Spot bursts',
  'both-queues': 'the orchestrator sends to both queues at once',
  'event-to-table': 'EventBridge writes to the table',
  'exactly-once': 'a message is received once',
  position: 'the user sees "position in queue: 5"',
  'global-diagram': 'the diagram "global" shows the edges',
  containers: 'containers on ECS, EKS or Batch',
  rignet: 'RigNet is free to use',
});
export type SeedClaim = keyof typeof SEED_SENTENCES;
