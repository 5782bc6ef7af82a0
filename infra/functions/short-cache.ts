import type { Seconds } from '../../hub/units.ts';
import { monotonicSeconds } from './environment.ts';

/**
 * Remembers an answer for `keptSeconds`, and lets those who ask while it is fetched wait for the same one. An error is
 * forgotten at once.
 *
 * @example const backlog = shortCache(1, readBacklog); await backlog();
 */
export function shortCache<Value>(keptSeconds: Seconds, fetchValue: () => Promise<Value>): () => Promise<Value> {
  let kept: { readonly value: Promise<Value>; readonly untilSeconds: Seconds } | undefined;
  return () => {
    if (kept !== undefined && monotonicSeconds() < kept.untilSeconds) return kept.value;
    const value = fetchValue();
    const mine = { value, untilSeconds: monotonicSeconds() + keptSeconds };
    kept = mine;
    value.catch(() => {
      if (kept === mine) kept = undefined;
    });
    return value;
  };
}
