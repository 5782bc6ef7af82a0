import type { Count } from '../units.ts';
import type { Observation } from './policy.ts';

/** A number for a reason: at most three decimals, none where none are needed. `1.0833333` -> `1.083`. */
export function numberText(value: number): string {
  // Counts are whole, and asked for every simulated minute: they skip the costly rounding.
  return Number.isInteger(value) ? String(value) : String(Math.round(value * 1000) / 1000);
}

/** The new desired capacity, and the limit that held it where one did. Asked 104 of max 100: `100 (max)`. */
export function clampedText(askedCount: number, desiredCount: Count, observation: Observation): string {
  if (askedCount > desiredCount && desiredCount === observation.maxCount) return `${desiredCount} (max)`;
  if (askedCount < desiredCount && desiredCount === observation.minCount) return `${desiredCount} (min)`;
  return String(desiredCount);
}
