/**
 * How long work takes on the machines of a plan. Stage times are of the reference instance; a group's machines are taken as its
 * first type: which of several a group gets is known to AWS alone.
 */
import { speedRatioOf } from '../catalog/speed-ratio.ts';
import { meanOf } from '../mean-of.ts';
import type { BaseGroup, BurstGroup, HubPlan } from '../plan/hub-plan.ts';
import type { StageName } from '../plan/stage-names.ts';
import type { Count, Ratio, Seconds } from '../units.ts';

export type WorkPlan = Pick<HubPlan, 'queues' | 'fleets' | 'stages'>;
type Group = Pick<BaseGroup | BurstGroup, 'maxCount' | 'instanceTypes'>;

/** Mean busy time of one job in a queue, on a machine of the group. */
export function queueServiceSeconds({ queues, stages }: WorkPlan, queue: string, group: Group): Seconds {
  const names = queues.find(({ name }) => name === queue)?.stages ?? [];
  return names.reduce((sum, stage) => sum + meanOf(stages[stage].serviceSeconds) * paceOf(group, stages[stage]), 0);
}

/**
 * Time that a stage takes on the machines of a queue / on the reference instance, as a mean over its workers: the first group's
 * up to its maximum, then the next one's.
 *
 * @param workerCount of all its groups; Infinity for as many as there may be, 0 for the first that come
 * @example meanPace(prod, 'rigging', 'retopology', 1)   // 1: the base has the reference instance
 */
export function meanPace(plan: WorkPlan, queue: string, stage: StageName, workerCount: Count): Ratio {
  const groups = plan.fleets
    .filter(({ queues }) => queues.includes(queue))
    .flatMap(({ base, burst }) => [base, burst].flatMap(group => (group === undefined ? [] : [group])));
  let left = Math.max(1, workerCount);
  let [paces, count] = [0, 0];
  for (const group of groups) {
    const own = Math.min(left, group.maxCount);
    left -= own;
    count += own;
    paces += own * paceOf(group, plan.stages[stage]);
  }
  return count === 0 ? 1 : paces / count;
}

function paceOf({ instanceTypes }: Group, { bound }: HubPlan['stages'][StageName]): Ratio {
  const [first] = instanceTypes;
  return first === undefined ? 1 : 1 / speedRatioOf(first, bound);
}
