import type { HubPlan } from './hub-plan.ts';

/** The part of the plan that the functions decide by. A change of anything else leaves them as they are deployed. */
export type FunctionPlan = Pick<
  HubPlan,
  'stack' | 'queues' | 'fleets' | 'stages' | 'boot' | 'admission' | 'storage' | 'delivery' | 'prices' | 'assumptions'
>;

/** @example JSON.stringify(functionPlanOf(plan))   // the file plan.json beside a function's code */
export function functionPlanOf(plan: HubPlan): FunctionPlan {
  const { stack, queues, fleets, stages, boot, admission, storage, delivery, prices, assumptions } = plan;
  return { stack, queues, fleets, stages, boot, admission, storage, delivery, prices, assumptions };
}
