import type { budgets } from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { STACK_TAG } from '../config/hub-tags.ts';

/** The month is heading past most of it: early enough to look. */
const FORECAST_PERCENT = 80;
/** It is spent. */
const ACTUAL_PERCENT = 100;

/**
 * A cost budget of one stack. Its filter finds nothing until the tag is activated for cost allocation, once per account.
 * Tag filters are written `user:KEY$VALUE` (AWS Budgets API reference, CostFilters [M]).
 */
export function budgetArgs(
  { budget, stack }: Pick<HubPlan, 'budget' | 'stack'>,
  topicArn: Input<string>,
): budgets.BudgetArgs {
  const notification = (notificationType: 'FORECASTED' | 'ACTUAL', threshold: number) => ({
    notificationType,
    comparisonOperator: 'GREATER_THAN',
    threshold,
    thresholdType: 'PERCENTAGE',
    subscriberSnsTopicArns: [topicArn],
  });
  return {
    budgetType: 'COST',
    timeUnit: 'MONTHLY',
    limitAmount: String(budget.monthlyUsdMax),
    limitUnit: 'USD',
    costFilters: [{ name: 'TagKeyValue', values: [`user:${STACK_TAG}$${stack}`] }],
    notifications: [notification('FORECASTED', FORECAST_PERCENT), notification('ACTUAL', ACTUAL_PERCENT)],
  };
}
