/** Users by the time of their next click, earliest first and ties by number: a binary heap over two flat arrays. */
import type { Count, Seconds } from '../../../hub/units.ts';

export type UserHeap = {
  /** The earliest time, Infinity when nobody waits. */
  topSeconds(): Seconds;
  /** The user of that time, -1 when nobody waits. */
  topUser(): number;
  push(seconds: Seconds, user: number): void;
  pop(): void;
};

/** Holds each user at most once, so its size is known from the start. */
export function createUserHeap(userCountMax: Count): UserHeap {
  const times = new Float64Array(userCountMax);
  const users = new Int32Array(userCountMax);
  let size = 0;

  const isBefore = (a: number, b: number) => times[a]! < times[b]! || (times[a] === times[b] && users[a]! < users[b]!);
  const swap = (a: number, b: number) => {
    [times[a], times[b]] = [times[b]!, times[a]!];
    [users[a], users[b]] = [users[b]!, users[a]!];
  };

  return {
    topSeconds: () => (size === 0 ? Infinity : times[0]!),
    topUser: () => (size === 0 ? -1 : users[0]!),
    push(seconds, user) {
      if (size === userCountMax) throw new Error(`user heap: more than ${userCountMax} users wait; one waits twice`);
      times[size] = seconds;
      users[size] = user;
      let child = size;
      size += 1;
      while (child > 0) {
        const parent = (child - 1) >> 1;
        if (!isBefore(child, parent)) return;
        swap(child, parent);
        child = parent;
      }
    },
    pop() {
      if (size === 0) throw new Error('user heap: nobody waits');
      size -= 1;
      swap(0, size);
      let parent = 0;
      for (;;) {
        const left = 2 * parent + 1;
        if (left >= size) return;
        const child = left + 1 < size && isBefore(left + 1, left) ? left + 1 : left;
        if (!isBefore(child, parent)) return;
        swap(child, parent);
        parent = child;
      }
    },
  };
}
