/**
 * What the project's source document (the seed) claims about time and money, word for number, at its prices of 2021.
 * Claims, not facts: nothing is computed from them but the seed's own arithmetic, which `asset-sim cost` prints beside
 * today's. What is wrong with them stands in `corrections.ts`.
 */
import type { Seconds, Usd } from '../../hub/units.ts';

export const SEED_CLAIMS = Object.freeze({
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
  spotDate: '2021-05',
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
});
