import type { Count } from '../../../hub/units.ts';

/**
 * The metric math expression `IF(m2 > 0, m1 / m2, m1)`: messages per instance in service, and the messages themselves
 * when there is none. The guide's plain `m1 / m2` has no value at zero instances, where a fleet most needs one to
 * start (EC2 Auto Scaling guide, metric math for target tracking, 2023; the guard is ours [M]).
 * Example: 1,500 messages on 10 instances -> 150; on none -> 1,500.
 */
export function backlogPerInstance(messageCount: Count, inServiceCount: Count): number {
  return inServiceCount > 0 ? messageCount / inServiceCount : messageCount;
}
