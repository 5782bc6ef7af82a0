import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { hourPriceOf } from '../../hub/plan/hour-price.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { watchAlarmsOf } from '../../hub/plan/watch-alarms.ts';
import { alarmTopicPolicy } from '../observability/alarm-topic-policy.ts';
import { type DashboardSubject, dashboardBody } from '../observability/dashboard-body.ts';
import { watchAlarmArgs, watchAlarmName } from '../observability/watch-alarm-args.ts';
import { predictionText } from '../preview/announce-prediction.ts';
import type { Prediction } from '../preview/predict.ts';
import type { Fleet } from './fleet.ts';
import type { JobQueue } from './job-queue.ts';

export type ObservabilityArgs = {
  readonly plan: HubPlan;
  readonly jobQueues: Readonly<Record<string, JobQueue>>;
  /** In the order of the plan's. */
  readonly fleets: readonly Fleet[];
  readonly lostEventsQueueName: pulumi.Input<string>;
  readonly apiId: pulumi.Input<string>;
  readonly prediction: Prediction;
};

/** What calls a person, and the page that person opens: alarms, their topic, and the dashboard. */
export class Observability extends pulumi.ComponentResource {
  readonly alarmTopicArn: pulumi.Output<string>;
  /** Absent where the plan wants no dashboard. */
  readonly dashboardName?: pulumi.Output<string>;

  constructor(name: string, args: ObservabilityArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:observability:Observability', name, args, opts);
    const { plan } = args;

    const topic = new aws.sns.Topic(`${name}-alarms`, {}, { parent: this });
    new aws.sns.TopicPolicy(
      `${name}-alarms-policy`,
      { arn: topic.arn, policy: topic.arn.apply(alarmTopicPolicy) },
      { parent: this },
    );
    for (const [index, endpoint] of plan.observability.notifyEmails.entries()) {
      new aws.sns.TopicSubscription(
        `${name}-email-${index + 1}`,
        { topic: topic.arn, protocol: 'email', endpoint },
        { parent: this },
      );
    }
    for (const alarm of watchAlarmsOf(plan)) {
      new aws.cloudwatch.MetricAlarm(`${name}-${watchAlarmName(alarm)}`, watchAlarmArgs(alarm, args, topic.arn), {
        parent: this,
      });
    }
    if (plan.observability.dashboard) this.dashboardName = createDashboard(this, name, args).dashboardName;

    this.alarmTopicArn = topic.arn;
    this.registerOutputs({ alarmTopicArn: this.alarmTopicArn, dashboardName: this.dashboardName });
  }
}

function createDashboard(parent: Observability, name: string, args: ObservabilityArgs): aws.cloudwatch.Dashboard {
  const { plan, prediction, lostEventsQueueName } = args;
  const subject: pulumi.Output<DashboardSubject> = pulumi.output({
    region: plan.region,
    summary: `**${plan.stack}**: ${predictionText(prediction)}`,
    prediction,
    queues: plan.queues.map(({ name: queue }) => {
      const { queueName, deadLetterName } = args.jobQueues[queue]!;
      return { name: queue, queueName, deadLetterName };
    }),
    lostEventsQueueName,
    groups: groupsOf(args),
  });
  return new aws.cloudwatch.Dashboard(
    `${name}-dashboard`,
    // A dashboard has to be named; there is one per stack.
    { dashboardName: `asset-hub-${plan.stack}`, dashboardBody: subject.apply(dashboardBody) },
    { parent },
  );
}

function groupsOf({ plan, fleets }: ObservabilityArgs) {
  return plan.fleets.flatMap(({ name, base, burst }, index) => {
    const { baseGroupName, burstGroupName } = fleets[index]!;
    const priced = (market: 'onDemand' | 'spot', { instanceTypes }: NonNullable<typeof base | typeof burst>) => ({
      market: market === 'spot' ? ('spot' as const) : ('on-demand' as const),
      usdPerHour: hourPriceOf(plan, instanceTypes[0]!, market),
    });
    return [
      ...(base && baseGroupName
        ? [{ label: `${name} base`, groupName: baseGroupName, ...priced('onDemand', base) }]
        : []),
      ...(burst && burstGroupName
        ? [{ label: `${name} burst`, groupName: burstGroupName, ...priced('spot', burst) }]
        : []),
    ];
  });
}
