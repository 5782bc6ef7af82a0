/** How many instances the groups want and have, as Auto Scaling says. */
import { type AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import type { Count } from '../../hub/units.ts';

export type WorkerCounts = {
  readonly desiredCount: Count;
  readonly inServiceCount: Count;
  /** On their way in. */
  readonly pendingCount: Count;
  /** On their way out. */
  readonly terminatingCount: Count;
};
/** By the group's name; a group that is not there (yet) is not in it. */
export type CountWorkers = (groupNames: readonly string[]) => Promise<Readonly<Record<string, WorkerCounts>>>;

/** So many names at once (Auto Scaling API, DescribeAutoScalingGroups, MaxRecords, 2023 [H]). */
const NAME_COUNT_MAX = 100;

export const countWorkersBy =
  (client: AutoScalingClient): CountWorkers =>
  async groupNames => {
    const counts: Record<string, WorkerCounts> = {};
    for (let start = 0; start < groupNames.length; start += NAME_COUNT_MAX) {
      const AutoScalingGroupNames = groupNames.slice(start, start + NAME_COUNT_MAX);
      const { AutoScalingGroups = [] } = await client.send(
        new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames, MaxRecords: NAME_COUNT_MAX }),
      );
      for (const { AutoScalingGroupName = '', DesiredCapacity = 0, Instances = [] } of AutoScalingGroups) {
        const inState = (state: RegExp) =>
          Instances.filter(({ LifecycleState = '' }) => state.test(LifecycleState)).length;
        counts[AutoScalingGroupName] = {
          desiredCount: DesiredCapacity,
          inServiceCount: inState(/^InService$/),
          // Those of a warm pool have states of their own, which begin with `Warmed`.
          pendingCount: inState(/^Pending/),
          terminatingCount: inState(/^Terminat/),
        };
      }
    }
    return counts;
  };
