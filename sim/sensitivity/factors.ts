/** What a study of sensitivity varies when nobody says it: what is assumed, over its range, and what is planned, by 30 % each way. */
import { ASSUMPTION_NAMES, ASSUMPTIONS } from '../../hub/catalog/assumptions.ts';
import { hourPriceOf } from '../../hub/plan/hour-price.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';

export type Factor = { readonly path: string; readonly low: number; readonly high: number };

/** Own choice: about as far as a first guess is off. */
const PLANNED_RATIO = 0.3;

/**
 * All assumptions; the mean of every stage's time; every group's maximum; and the Spot price of the types that burst.
 *
 * @example defaultFactors(plan)[0]   // { path: 'assumptions.metricPublishLagSecondsLow', low: 0, high: 60 }
 */
export function defaultFactors(plan: HubPlan): readonly Factor[] {
  const assumed = ASSUMPTION_NAMES.map(name => ({
    path: `assumptions.${name}`,
    low: ASSUMPTIONS[name].low,
    high: ASSUMPTIONS[name].high,
  }));
  const times = Object.entries(plan.stages).flatMap(([name, { serviceSeconds }]) =>
    'mean' in serviceSeconds ? [around(`stages.${name}.serviceSeconds.mean`, serviceSeconds.mean)] : [],
  );
  const caps = plan.fleets.flatMap(({ name, base, burst }) =>
    Object.entries({ base, burst }).flatMap(([market, group]) =>
      group === undefined ? [] : [aroundCount(`fleets.${name}.${market}.maxCount`, group.maxCount)],
    ),
  );
  const types = [...new Set(plan.fleets.flatMap(({ burst }) => burst?.instanceTypes ?? []))];
  const prices = types.map(type => around(`prices.spotUsdPerHour.${type}`, hourPriceOf(plan, type, 'spot')));
  return [...assumed, ...times, ...caps, ...prices].filter(({ low, high }) => low < high);
}

const around = (path: string, value: number): Factor => ({
  path,
  low: Number((value * (1 - PLANNED_RATIO)).toPrecision(12)),
  high: Number((value * (1 + PLANNED_RATIO)).toPrecision(12)),
});

/** At least one more and one fewer, and at least one. */
const aroundCount = (path: string, count: number): Factor => ({
  path,
  low: Math.max(1, Math.min(count - 1, Math.round(count * (1 - PLANNED_RATIO)))),
  high: Math.max(count + 1, Math.round(count * (1 + PLANNED_RATIO))),
});
