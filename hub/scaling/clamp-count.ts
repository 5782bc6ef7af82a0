import type { Count } from '../units.ts';

/**
 * Holds a capacity inside a group's limits. Auto Scaling never sets a desired capacity outside them (EC2 Auto Scaling
 * guide, 2023-02-20, "How dynamic scaling policies work" [H]). Where minCount > maxCount, minCount wins.
 * Example: `clampCount(5, 0, 3)` is 3.
 */
export function clampCount(count: Count, minCount: Count, maxCount: Count): Count {
  return Math.max(minCount, Math.min(maxCount, count));
}
