/** What is deployed is what was simulated: scaling policies and the alarms that set them off. */
import * as assert from 'uvu/assert';
import { watchAlarmsOf } from '../../hub/plan/watch-alarms.ts';
import { alarmsOf } from '../../hub/scaling/alarms-of.ts';
import type { AlarmSpec, Comparison, ScalingPolicy, StepPolicy } from '../../hub/scaling/policy.ts';
import { alarmArgs } from '../../infra/scaling/alarm-args.ts';
import type { WatchedFleet } from '../../infra/scaling/metric-source.ts';
import { alarmMetricCountOf } from '../../sim/cost/alarm-metric-count.ts';
import { check } from '../kit/check.ts';
import { stackPlan } from '../kit/stack-plan.ts';
import type { JsonObject, ProgramRecord, ResourceRecord } from '../pulumi-host/program-record.ts';
import { byType, inputAt, single } from '../pulumi-host/queries.ts';
import { recordedStack } from '../pulumi-host/recorded-stack.ts';
import { alarmsOfPolicy, type GroupRecord, groupRecords } from './group-records.ts';

const SYMBOLS: Readonly<Record<string, Comparison>> = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '>=',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '<=',
};

/** Metrics an alarm watches, as CloudWatch bills them. */
const metricCountOf = ({ inputs }: Pick<ResourceRecord, 'inputs'>): number =>
  inputs.metricName !== undefined
    ? 1
    : (inputs.metricQueries as readonly JsonObject[]).filter(({ metric }) => metric !== undefined).length;

function periodsOf(alarm: ResourceRecord): readonly unknown[] {
  if (alarm.inputs.period !== undefined) return [alarm.inputs.period];
  const queries = alarm.inputs.metricQueries as readonly JsonObject[];
  return [...new Set(queries.flatMap(({ metric }) => (metric ? [(metric as JsonObject).period] : [])))];
}

/** The recorded policy that stands for a planned one. */
function recordedPolicy({ policies }: GroupRecord, policy: ScalingPolicy): ResourceRecord {
  const found = policies.filter(({ name }) => name.endsWith(`-${policy.name}`));
  assert.is(found.length, 1, policy.name);
  return found[0]!;
}

function checkStep(record: ProgramRecord, policy: StepPolicy, recorded: ResourceRecord, group: GroupRecord): void {
  const { inputs } = recorded;
  assert.equal([inputs.policyType, inputs.adjustmentType], ['StepScaling', policy.adjustmentType]);
  assert.is(inputs.minAdjustmentMagnitude, policy.minAdjustmentMagnitude);
  assert.is(inputs.estimatedInstanceWarmup, policy.instanceWarmupSeconds);
  const steps = inputs.stepAdjustments as readonly JsonObject[];
  const bound = (value: unknown) => (value === undefined ? undefined : Number(value));
  assert.equal(
    steps.map(step => [
      bound(step.metricIntervalLowerBound),
      bound(step.metricIntervalUpperBound),
      step.scalingAdjustment,
    ]),
    policy.steps.map(step => [step.lowerBound, step.upperBound, step.adjustment]),
  );
  const alarms = alarmsOfPolicy(record, recorded);
  const specs = alarmsOf(policy);
  assert.is(alarms.length, specs.length);
  const watched = watchedFleet(record, group);
  for (const [index, spec] of specs.entries()) checkAlarm(alarms[index]!, spec, watched);
}

/** What a group's alarms must watch, by the names that its own queues and groups were given. */
function watchedFleet(record: ProgramRecord, { fleet, group }: GroupRecord): WatchedFleet {
  return {
    queueNames: fleet.queues.map(queue => queueNameOf(record, queue)),
    groupName: nameOf(group),
    fleetGroupNames: groupRecords(record, { fleets: [fleet] }).map(sister => nameOf(sister.group)),
  };
}

const nameOf = ({ state }: ResourceRecord): string => String(state.name);
const queueNameOf = (record: ProgramRecord, queue: string): string =>
  nameOf(single(record, { type: 'aws:sqs/queue:Queue', name: `${queue}-queue` }));

function checkAlarm(alarm: ResourceRecord, spec: AlarmSpec, watched: WatchedFleet): void {
  const { inputs } = alarm;
  assert.equal(
    {
      comparison: SYMBOLS[String(inputs.comparisonOperator)],
      threshold: inputs.threshold,
      periods: periodsOf(alarm),
      evaluationPeriods: inputs.evaluationPeriods,
      datapointsToAlarm: inputs.datapointsToAlarm,
      missingData: inputs.treatMissingData,
    },
    {
      comparison: spec.comparison,
      threshold: spec.threshold,
      periods: [spec.periodSeconds],
      evaluationPeriods: spec.evaluationPeriods,
      datapointsToAlarm: spec.datapointsToAlarm,
      missingData: spec.missingData,
    },
  );
  const { namespace, metricName, dimensions, metricQueries } = alarmArgs(spec, watched, '', '');
  assert.equal(
    [inputs.namespace, inputs.metricName, inputs.dimensions, inputs.metricQueries],
    [namespace, metricName, dimensions, metricQueries],
    alarm.name,
  );
}

for (const stack of ['dev', 'prod'] as const) {
  const plan = stackPlan(stack);

  check(`the policies of ${stack}`, {
    'are those of the plan, and no others': async () => {
      const record = await recordedStack(stack);
      const planned = plan.fleets.flatMap(({ base, burst }) => [...(base?.policies ?? []), ...(burst?.policies ?? [])]);
      const countOf = (kinds: readonly string[]) => planned.filter(({ kind }) => kinds.includes(kind)).length;
      assert.is(byType(record, 'aws:autoscaling/policy:Policy').length, countOf(['step', 'targetTracking']));
      assert.is(byType(record, 'aws:autoscaling/schedule:Schedule').length, countOf(['scheduled']));
      const alarmCount = countOf(['step']) + watchAlarmsOf(plan).length;
      assert.is(byType(record, 'aws:cloudwatch/metricAlarm:MetricAlarm').length, alarmCount);
    },
    'scale by the bounds, thresholds and periods of the plan': async () => {
      const record = await recordedStack(stack);
      for (const group of groupRecords(record, plan)) {
        for (const policy of group.plan.group.policies) {
          // Carried out by a function of ours, which has the plan in its bundle.
          if (policy.kind === 'scaleOnSubmit') continue;
          const recorded = recordedPolicy(group, policy);
          if (policy.kind === 'step') checkStep(record, policy, recorded, group);
          if (policy.kind === 'targetTracking') {
            assert.is(inputAt(recorded, 'targetTrackingConfiguration.targetValue'), policy.target);
            assert.is(inputAt(recorded, 'targetTrackingConfiguration.disableScaleIn'), policy.disableScaleIn);
            assert.is(recorded.inputs.estimatedInstanceWarmup, policy.instanceWarmupSeconds);
          }
        }
      }
    },
    'call a person when a job is as old as the plan says, in the queue it says': async () => {
      const record = await recordedStack(stack);
      const ages = byType(record, 'aws:cloudwatch/metricAlarm:MetricAlarm').filter(({ name }) =>
        name.endsWith('-oldest-age'),
      );
      const { oldestAgeAlarmSeconds } = plan.observability;
      assert.equal(
        ages.map(({ name, inputs }) => [name, inputs.metricName, inputs.dimensions, inputs.threshold]),
        (oldestAgeAlarmSeconds === 0 ? [] : plan.queues).map(({ name }) => [
          `observability-${name}-oldest-age`,
          'ApproximateAgeOfOldestMessage',
          { QueueName: queueNameOf(record, name) },
          oldestAgeAlarmSeconds,
        ]),
      );
    },
    'watch as many metrics as the bill counts': async () => {
      const record = await recordedStack(stack);
      const own = byType(record, 'aws:cloudwatch/metricAlarm:MetricAlarm');
      // Auto Scaling makes a high and a low alarm on the same metrics for each target tracking policy.
      const tracked = groupRecords(record, plan).flatMap(({ plan: { group }, policies }) =>
        group.policies.flatMap(policy => {
          if (policy.kind !== 'targetTracking') return [];
          const recorded = policies.find(({ name }) => name.endsWith(`-${policy.name}`))!;
          const path = 'targetTrackingConfiguration.customizedMetricSpecification.metrics';
          const metrics = inputAt(recorded, path) as readonly JsonObject[] | undefined;
          const metricCount = metrics?.filter(({ metricStat }) => metricStat !== undefined).length ?? 1;
          return alarmsOf(policy).map(() => metricCount);
        }),
      );
      const total = [...own.map(metricCountOf), ...tracked].reduce((sum, count) => sum + count, 0);
      assert.is(total, alarmMetricCountOf(plan));
    },
  });
}
