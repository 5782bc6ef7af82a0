/** Shows that the metric math on CloudWatch comes to the numbers that the simulator's alarms see. */
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { watchAlarmsOf } from '../../hub/plan/watch-alarms.ts';
import { SCALING_METRICS, type ScalingMetric } from '../../hub/scaling/policy.ts';
import { stepPolicy } from '../../hub/scaling/test-policies.ts';
import { alarmMetricCountOf } from '../../sim/cost/alarm-metric-count.ts';
import { backlogPerInstance } from '../../sim/model/cloudwatch/metric-math.ts';
import { check } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { metricSourceOf } from './metric-source.ts';

type QueueReading = { readonly visible: number; readonly inFlight: number; readonly oldestAge: number };
type Reading = { readonly queues: readonly (QueueReading | undefined)[]; readonly inService: readonly number[] };

const READ: Readonly<Record<string, keyof QueueReading>> = {
  ApproximateNumberOfMessagesVisible: 'visible',
  ApproximateNumberOfMessagesNotVisible: 'inFlight',
  ApproximateAgeOfOldestMessage: 'oldestAge',
};

/** The metric's value at one minute; undefined where CloudWatch would have no datapoint. A sleeping queue publishes none. */
function valueOn(metric: ScalingMetric, { queues, inService }: Reading): number | undefined {
  const queueNames = queues.map((_, index) => `queue${index}`);
  const fleetGroupNames = inService.map((_, index) => `group${index}`);
  const source = metricSourceOf(metric, { queueNames, groupName: 'group0', fleetGroupNames });
  const published = ({
    metricName,
    dimensionName,
    dimensionValue,
  }: Extract<typeof source, { kind: 'plain' }>['metric']) => {
    const index = Number(String(dimensionValue).at(-1));
    assert.is(dimensionName, READ[metricName] === undefined ? 'AutoScalingGroupName' : 'QueueName');
    return READ[metricName] === undefined ? inService[index] : queues[index]?.[READ[metricName]];
  };
  if (source.kind === 'plain') return published(source.metric);
  const values = new Map(source.metrics.map(({ id, metric: each }) => [id, published(each)]));
  for (const { id, expression } of source.expressions) values.set(id, evaluate(expression, values));
  return values.get(source.expressions.at(-1)!.id);
}

/**
 * Metric math at one minute, from the CloudWatch guide (using-metric-math, 2023-05-18): a missing value counts as 0 beside
 * one that is there; where all are missing, or the branch that IF takes is, there is none.
 */
function evaluate(expression: string, values: ReadonlyMap<string, number | undefined>): number | undefined {
  const used = [...values].filter(([id]) => new RegExp(`\\b${id}\\b`).test(expression));
  if (used.every(([, value]) => value === undefined)) return undefined;
  const missing = { valueOf: () => 0 };
  const IF = (condition: boolean, yes: unknown, no: unknown) => (condition ? yes : no);
  const MAX = (all: readonly unknown[]) => Math.max(...all.map(Number));
  const names = ['IF', 'MAX', ...used.map(([id]) => id)];
  const result = new Function(...names, `return ${expression};`)(IF, MAX, ...used.map(([, value]) => value ?? missing));
  return result === missing ? undefined : Number(result);
}

const count = fc.integer({ min: 0, max: 10_000 });
/** An instance in service polls its queues, which keeps them awake. */
const anyReading: fc.Arbitrary<Reading> = fc
  .record({
    queues: fc.array(fc.option(fc.record({ visible: count, inFlight: count, oldestAge: count }), { nil: undefined }), {
      minLength: 1,
      maxLength: 4,
    }),
    inService: fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 2 }),
  })
  .filter(({ queues, inService }) => queues.some(queue => queue !== undefined) || inService.every(each => each === 0));

/** As sim/model/monitoring.ts: sums over the queues that publish, nothing while none does. */
function simulated(metric: ScalingMetric, { queues, inService }: Reading): number | undefined {
  const awake = queues.filter(queue => queue !== undefined);
  if (awake.length === 0) return undefined;
  const sum = (key: keyof QueueReading) => awake.reduce((total, queue) => total + queue[key], 0);
  const backlog = sum('visible') + sum('inFlight');
  switch (metric) {
    case 'visible':
    case 'inFlight':
      return sum(metric);
    case 'backlog':
      return backlog;
    case 'backlogPerInstance':
      return backlogPerInstance(
        backlog,
        inService.reduce((total, each) => total + each, 0),
      );
    default:
      return Math.max(...awake.map(({ oldestAge }) => oldestAge));
  }
}

check('a metric on CloudWatch', {
  'has the value that the simulator gives it, whatever is awake': () => {
    fc.assert(
      fc.property(anyReading, reading => {
        for (const metric of SCALING_METRICS) {
          if (metric === 'cpuPercent') continue;
          assert.is(valueOn(metric, reading), simulated(metric, reading), metric);
        }
      }),
    );
  },
  'is watched without math where one metric is all there is': () => {
    const source = metricSourceOf('visible', { queueNames: ['rigging'], groupName: 'base', fleetGroupNames: ['base'] });
    assert.equal(source, {
      kind: 'plain',
      metric: {
        namespace: 'AWS/SQS',
        metricName: 'ApproximateNumberOfMessagesVisible',
        dimensionName: 'QueueName',
        dimensionValue: 'rigging',
      },
    });
  },
  'of the CPU is that of the own group alone': () => {
    const source = metricSourceOf('cpuPercent', {
      queueNames: ['q'],
      groupName: 'burst',
      fleetGroupNames: ['base', 'burst'],
    });
    assert.equal(source, {
      kind: 'plain',
      metric: {
        namespace: 'AWS/EC2',
        metricName: 'CPUUtilization',
        dimensionName: 'AutoScalingGroupName',
        dimensionValue: 'burst',
      },
    });
  },
  'is made of as many metrics as the bill says': () => {
    const plan = stackPlan('prod');
    const [fleet] = plan.fleets;
    for (const metric of SCALING_METRICS) {
      for (const queues of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
        for (const base of [fleet!.base, undefined]) {
          const policies = [stepPolicy({ metric })];
          const groups = { base: base && { ...base, policies: [] }, burst: { ...fleet!.burst!, policies } };
          const billed = alarmMetricCountOf({ ...plan, fleets: [{ name: 'one', queues, ...groups }] });
          const fleetGroupNames = base === undefined ? ['burst'] : ['base', 'burst'];
          const source = metricSourceOf(metric, { queueNames: queues, groupName: 'burst', fleetGroupNames });
          const watched = source.kind === 'plain' ? 1 : source.metrics.length;
          assert.is(watched, billed - watchAlarmsOf(plan).length, `${metric} of ${queues.length} queues`);
        }
      }
    }
  },
});
