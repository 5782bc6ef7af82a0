/** What the plans of this project come to on AWS, for a person to read, and how it equals what the simulator plays. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { alarmsOf } from '../../hub/scaling/alarms-of.ts';
import { COMPARISONS, SCALING_METRICS, type ScalingPolicy } from '../../hub/scaling/policy.ts';
import { POLICY_PRESETS } from '../../hub/scaling/presets.ts';
import { scheduledPolicy, stepPolicy, targetPolicy } from '../../hub/scaling/test-policies.ts';
import { breaches } from '../../sim/model/cloudwatch/breaches.ts';
import { check, golden } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { groupPlansOf } from '../fleet/fleet-group-plan.ts';
import { alarmArgs } from './alarm-args.ts';
import { metricSourceOf, type WatchedFleet } from './metric-source.ts';
import { scheduleArgs } from './schedule-args.ts';
import { stepPolicyArgs } from './step-policy-args.ts';
import { targetTrackingArgs } from './target-tracking-args.ts';

const BOTH: WatchedFleet = {
  queueNames: ['generation', 'rigging'],
  groupName: 'burst',
  fleetGroupNames: ['base', 'burst'],
};

const BEFORE = readFileSync(new URL('../../docs/examples/07-launch-day/Pulumi.before.yaml', import.meta.url), 'utf8');
/** The last has a policy of each kind that the presets make. */
const PLANS = { dev: stackPlan('dev'), prod: stackPlan('prod'), before: stackPlan('prod', BEFORE) };
/** Who submits acts on the others. */
const isOfAutoScaling = ({ kind }: ScalingPolicy): boolean => kind !== 'scaleOnSubmit';

/** All that one policy makes. */
function argumentsOf(policy: ScalingPolicy, watched: WatchedFleet): object {
  switch (policy.kind) {
    case 'step': {
      const alarms = alarmsOf(policy).map(alarm => alarmArgs(alarm, watched, `arn:${policy.name}`, 'a group'));
      return { policy: stepPolicyArgs(policy, watched.groupName), alarms };
    }
    case 'targetTracking':
      return { policy: targetTrackingArgs(policy, watched) };
    case 'scheduled':
      return { schedule: scheduleArgs(policy, watched.groupName) };
    default:
      throw new Error(`${policy.kind} makes nothing`);
  }
}

/** JSON with the innermost objects and lists in one line each. */
function asText(value: unknown): string {
  const innermost = /([{[])\s+([^{}[\]]*?)\s+([}\]])/g;
  const inOneLine = (_: string, open: string, inner: string, close: string) =>
    `${open} ${inner.replace(/\s*\n\s*/g, ' ')} ${close}`;
  return `${JSON.stringify(value, null, 2).replace(innermost, inOneLine)}\n`;
}

check('policies of the stacks', {
  'come to these arguments': () => {
    const all = Object.entries(PLANS).flatMap(([stack, { fleets }]) =>
      fleets.flatMap(fleet =>
        groupPlansOf(fleet).flatMap(({ kind, group }) =>
          group.policies.filter(isOfAutoScaling).map(policy => {
            const names = {
              queueNames: fleet.queues,
              groupName: kind,
              fleetGroupNames: groupPlansOf(fleet).map(g => g.kind),
            };
            return [`${stack} ${fleet.name} ${kind} ${policy.name}`, argumentsOf(policy, names)] as const;
          }),
        ),
      ),
    );
    golden(new URL('./golden/stack-policies.txt', import.meta.url), asText(Object.fromEntries(all)));
  },
  'and what they watch, over two queues and two groups, to this': () => {
    const all = SCALING_METRICS.map(metric => [metric, metricSourceOf(metric, BOTH)]);
    golden(new URL('./golden/metrics-of-two-queues.txt', import.meta.url), asText(Object.fromEntries(all)));
  },
});

check('a deployed alarm', {
  'breaches where the simulated one does': () => {
    const operators: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
      GreaterThanThreshold: (value, threshold) => value > threshold,
      GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
      LessThanThreshold: (value, threshold) => value < threshold,
      LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
    };
    const near = fc.integer({ min: -2, max: 2 });
    fc.assert(
      fc.property(fc.constantFrom(...COMPARISONS), near, near, (comparison, threshold, value) => {
        const [alarm] = alarmsOf(stepPolicy({ comparison, threshold }));
        const args = alarmArgs(alarm!, BOTH, 'arn', 'a group');
        assert.is(args.threshold, threshold);
        assert.is(operators[String(args.comparisonOperator)]?.(value, threshold), breaches(alarm!, value));
      }),
    );
  },
  'asks for M of N, all of N unless the policy says less': () => {
    const datapoints = (fields: Parameters<typeof stepPolicy>[0]) => {
      const { evaluationPeriods, datapointsToAlarm } = alarmArgs(alarmsOf(stepPolicy(fields))[0]!, BOTH, 'arn', 'g');
      return [datapointsToAlarm, evaluationPeriods];
    };
    assert.equal(datapoints({ evaluationPeriods: 5 }), [5, 5]);
    assert.equal(datapoints({ evaluationPeriods: 5, datapointsToAlarm: 3 }), [3, 5]);
  },
  'keeps the period of the plan on every metric of its math': () => {
    const [alarm] = alarmsOf(stepPolicy({ metric: 'backlogPerInstance', periodSeconds: 300 }));
    const { metricQueries } = JSON.parse(asText(alarmArgs(alarm!, BOTH, 'arn', 'g')));
    const metrics = metricQueries.filter((query: { metric?: object }) => query.metric !== undefined);
    assert.equal(
      metrics.map((query: { metric: { period: number } }) => query.metric.period),
      metrics.map(() => 300),
    );
  },
  'says what it is for': () => {
    const [alarm] = alarmsOf(POLICY_PRESETS['scale-in-when-idle']!.policy);
    assert.is(
      alarmArgs(alarm!, BOTH, 'arn', 'rigging-burst').alarmDescription,
      'scales rigging-burst: backlog <= 0 in 5 of 5 periods of 60 s',
    );
  },
});

check('deployed target tracking', {
  'returns the data of exactly one query': () => {
    const { policy } = JSON.parse(asText(argumentsOf(targetPolicy(), BOTH)));
    const { metrics } = policy.targetTrackingConfiguration.customizedMetricSpecification;
    assert.equal(
      metrics.filter((query: { returnData: boolean }) => query.returnData).map((query: { id: string }) => query.id),
      ['value'],
    );
  },
  'takes target, scale-in and warm-up from the plan': () => {
    const args = targetTrackingArgs(
      targetPolicy({ target: 1.1, disableScaleIn: true, instanceWarmupSeconds: 90 }),
      BOTH,
    );
    const { targetValue, disableScaleIn } = JSON.parse(asText(args.targetTrackingConfiguration));
    assert.equal([targetValue, disableScaleIn, args.estimatedInstanceWarmup], [1.1, true, 90]);
    assert.is('estimatedInstanceWarmup' in targetTrackingArgs(targetPolicy(), BOTH), false);
  },
});

check('a deployed schedule', {
  'leaves alone what the plan leaves out': () => {
    const { minSize, maxSize, desiredCapacity } = scheduleArgs(scheduledPolicy({ minCount: 0 }), 'burst');
    assert.equal([minSize, maxSize, desiredCapacity], [0, -1, -1]);
  },
});
