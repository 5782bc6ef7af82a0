/**
 * The heap under the calendar: four children per parent, times in one typed array and slots in another. Invariant: a
 * parent fires before its children, by time and then by sequence. All arguments are arrays and small integers: a
 * double passed to a function that V8 does not inline is allocated on the heap, once per event.
 */
import type { Count } from '../../hub/units.ts';

const CHILD_COUNT_LOG2 = 2;
const CHILD_COUNT = 1 << CHILD_COUNT_LOG2;

/** Lets the newest entry, put at `start` behind all others, find its place upward. */
export function rise(heapSeconds: Float64Array, heapSlot: Int32Array, start: number): void {
  const atSeconds = heapSeconds[start]!;
  const slot = heapSlot[start]!;
  let index = start;
  while (index > 0) {
    const parent = (index - 1) >> CHILD_COUNT_LOG2;
    // The newcomer has the highest sequence number of all, so an equal parent stays above it.
    if (heapSeconds[parent]! <= atSeconds) break;
    heapSeconds[index] = heapSeconds[parent]!;
    heapSlot[index] = heapSlot[parent]!;
    index = parent;
  }
  heapSeconds[index] = atSeconds;
  heapSlot[index] = slot;
}

/** Lets the entry at `start` find its place downward, among the first `size`; `slotSequence` settles ties. */
export function sink(
  heapSeconds: Float64Array,
  heapSlot: Int32Array,
  slotSequence: Float64Array,
  size: Count,
  start: number,
): void {
  const atSeconds = heapSeconds[start]!;
  const slot = heapSlot[start]!;
  let index = start;
  for (;;) {
    const first = CHILD_COUNT * index + 1;
    if (first >= size) break;
    const end = Math.min(first + CHILD_COUNT, size);
    let least = first;
    let leastSeconds = heapSeconds[first]!;
    for (let child = first + 1; child < end; child += 1) {
      const childSeconds = heapSeconds[child]!;
      if (childSeconds > leastSeconds) continue;
      if (childSeconds < leastSeconds || slotSequence[heapSlot[child]!]! < slotSequence[heapSlot[least]!]!) {
        least = child;
        leastSeconds = childSeconds;
      }
    }
    if (leastSeconds > atSeconds) break;
    if (leastSeconds === atSeconds && slotSequence[slot]! < slotSequence[heapSlot[least]!]!) break;
    heapSeconds[index] = leastSeconds;
    heapSlot[index] = heapSlot[least]!;
    index = least;
  }
  heapSeconds[index] = atSeconds;
  heapSlot[index] = slot;
}
