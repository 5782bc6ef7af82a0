import { INSTANCE_TYPE_NAMES, INSTANCE_TYPES, type InstanceTypeName } from '../../hub/catalog/instances.ts';
import { speedRatioOf } from '../../hub/catalog/speed-ratio.ts';
import { meanOf } from '../../hub/mean-of.ts';
import { hourPriceOf } from '../../hub/plan/hour-price.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';

/**
 * The catalog's CPU speed is of a benchmark that keeps all threads busy. No stage of ours was measured on more than 8, so what a
 * larger machine would gain is not promised to anybody; who asks can still name one.
 */
const VCPU_COUNT_MAX = 8;

/** Those that are tried when nobody names any. */
export const USUAL_TYPES: readonly InstanceTypeName[] = INSTANCE_TYPE_NAMES.filter(
  name => INSTANCE_TYPES[name].vcpuCount <= VCPU_COUNT_MAX,
);

/**
 * These instance types by what the work of one job on these queues costs on Spot: mean stage times by the type's speed, times its
 * price; the cheapest first. Nothing of idling, booting or interruptions: that is what simulating is for.
 *
 * @example bestTypes(plan, ['rigging'], USUAL_TYPES).slice(0, 2)   // ['g6.2xlarge', 'g4dn.2xlarge']
 */
export function bestTypes(
  plan: HubPlan,
  queues: readonly string[],
  types: readonly InstanceTypeName[],
): readonly InstanceTypeName[] {
  const stages = plan.queues.filter(({ name }) => queues.includes(name)).flatMap(queue => queue.stages);
  const usdOf = (name: InstanceTypeName) => {
    const seconds = stages.reduce((sum, stage) => {
      const { serviceSeconds, bound } = plan.stages[stage];
      return sum + meanOf(serviceSeconds) / speedRatioOf(name, bound);
    }, 0);
    return seconds * hourPriceOf(plan, name, 'spot');
  };
  return types.toSorted((a, b) => usdOf(a) - usdOf(b));
}
