import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { watchAlarmsOf } from '../../hub/plan/watch-alarms.ts';
import { alarmsOf } from '../../hub/scaling/alarms-of.ts';
import type { ScalingMetric } from '../../hub/scaling/policy.ts';
import type { Count } from '../../hub/units.ts';
import { groupPlansOf } from './group-plans.ts';

/**
 * Alarm-metrics of a plan: CloudWatch bills an alarm per metric it watches, so an alarm on metric math pays for each
 * metric in its expression (CloudWatch pricing page [L: from memory]). Alarms of the scaling policies, those that Auto
 * Scaling makes for target tracking too, plus those that call a person, with one metric each.
 *
 * @example visible + in flight of two queues over the instances of two groups: 6 for each alarm
 */
export function alarmMetricCountOf(plan: HubPlan): Count {
  let count: Count = watchAlarmsOf(plan).length;
  for (const { fleet, queues, plan: group } of groupPlansOf(plan)) {
    const groupCount = groupPlansOf(plan).filter(other => other.fleet === fleet).length;
    for (const policy of group.policies) {
      for (const alarm of alarmsOf(policy)) count += metricCountOf(alarm.metric, queues.length, groupCount);
    }
  }
  return count;
}

function metricCountOf(metric: ScalingMetric, queueCount: Count, groupCount: Count): Count {
  switch (metric) {
    case 'visible':
    case 'inFlight':
    case 'oldestAgeSeconds':
      return queueCount;
    case 'backlog':
      return 2 * queueCount;
    case 'backlogPerInstance':
      return 2 * queueCount + groupCount;
    case 'cpuPercent':
      return 1;
  }
}
