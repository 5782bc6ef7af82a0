import type { HubPlan } from './hub-plan.ts';

/**
 * Every zone in which the plan may place an instance, in alphabetical order.
 *
 * @example zonesOf(plan)   // ['us-east-1a', 'us-east-1b', 'us-east-1f']
 */
export function zonesOf({ region, fleets }: Pick<HubPlan, 'region' | 'fleets'>): readonly string[] {
  const letters = fleets.flatMap(({ base, burst }) => [...(base?.zones ?? []), ...(burst?.zones ?? [])]);
  return [...new Set(letters)].sort().map(letter => `${region}${letter}`);
}
