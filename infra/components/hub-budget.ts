import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { budgetArgs } from '../observability/budget-args.ts';

export type HubBudgetArgs = {
  readonly plan: Pick<HubPlan, 'budget' | 'stack'>;
  /** Hears of the budget, as of alarms. */
  readonly alarmTopicArn: pulumi.Input<string>;
};

/** A monthly limit for what carries this stack's tag; nothing where the plan sets none. AWS only warns, it stops nothing. */
export class HubBudget extends pulumi.ComponentResource {
  constructor(name: string, args: HubBudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:observability:HubBudget', name, args, opts);
    const { plan, alarmTopicArn } = args;
    if (plan.budget.monthlyUsdMax > 0) {
      new aws.budgets.Budget(`${name}-monthly`, budgetArgs(plan, alarmTopicArn), { parent: this });
    }
    this.registerOutputs({});
  }
}
