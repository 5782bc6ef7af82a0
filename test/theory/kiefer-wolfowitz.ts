/**
 * Waits at c servers, first come first served, by recursion on the work each server has left: no clock, no calendar, no
 * queue, so a second road to the same numbers.
 *
 * J. Kiefer and J. Wolfowitz, "On the theory of queues with many servers", Transactions of the AMS 78(1), 1955. With one
 * server it is D. V. Lindley's recursion of 1952: W' = max(0, W + S - A).
 */
import type { Seconds } from '../../hub/units.ts';

/**
 * @param arrivalSeconds rising
 * @returns the wait of each arrival; O(servers) each
 * @example kieferWolfowitz([0, 1, 2], [5, 1, 1], 2)   // [0, 0, 0]: the second server takes the others
 */
export function kieferWolfowitz(
  arrivalSeconds: Float64Array,
  serviceSeconds: Float64Array,
  servers: number,
): Float64Array {
  const waits = new Float64Array(arrivalSeconds.length);
  /** Work left at each server, least first, at the last arrival. */
  const left = new Float64Array(servers);
  let last: Seconds = arrivalSeconds[0] ?? 0;
  for (const [index, arrival] of arrivalSeconds.entries()) {
    for (let server = 0; server < servers; server += 1) left[server] = Math.max(0, left[server]! - (arrival - last));
    last = arrival;
    waits[index] = left[0]!;
    insertLeast(left, left[0]! + serviceSeconds[index]!);
  }
  return waits;
}

/** Replaces the least by `work` and keeps the order. */
function insertLeast(left: Float64Array, work: Seconds): void {
  let place = 0;
  while (place + 1 < left.length && left[place + 1]! < work) {
    left[place] = left[place + 1]!;
    place += 1;
  }
  left[place] = work;
}
