/** What EC2 Auto Scaling asks of scaling policies. */
import type { JsonObject } from '../../pulumi-host/program-record.ts';
import { API, type AwsRule, aws, type KnownResource, seen } from '../aws-rule.ts';
import { isList, isSet, objectsAt, textAt, textsAt, valuesAt } from '../values-at.ts';
import { mathProblems } from './metric-math.ts';

const POLICY = aws('autoscaling.Policy');
const ALARM = aws('cloudwatch.MetricAlarm');
const PUT_POLICY = `Auto Scaling PutScalingPolicy, ${API}`;
const STEP = `Auto Scaling StepAdjustment, ${API}`;
const METRICS = 'targetTrackingConfiguration.customizedMetricSpecification.metrics';

/** `[lower, upper]`, as the provider takes them: texts. */
type Bounds = readonly [lower: string | undefined, upper: string | undefined];
const steps = (...bounds: readonly Bounds[]): JsonObject => ({
  policyType: 'StepScaling',
  adjustmentType: 'ChangeInCapacity',
  stepAdjustments: bounds.map(([lower, upper]) => ({
    scalingAdjustment: 1,
    ...(lower === undefined ? {} : { metricIntervalLowerBound: lower }),
    ...(upper === undefined ? {} : { metricIntervalUpperBound: upper }),
  })),
});
const tracking = (...metrics: readonly JsonObject[]): JsonObject => ({
  policyType: 'TargetTrackingScaling',
  targetTrackingConfiguration: { targetValue: 1, customizedMetricSpecification: { metrics } },
});
const VISIBLE = {
  id: 'visible',
  returnData: false,
  metricStat: { metric: { metricName: 'ApproximateNumberOfMessagesVisible', namespace: 'AWS/SQS' }, stat: 'Sum' },
};
const alarmed = (comparisonOperator: string, policy: JsonObject): readonly KnownResource[] => [
  { type: POLICY, name: 'policy', inputs: policy, state: { arn: 'arn:policy' } },
  { type: ALARM, name: 'alarm', inputs: { comparisonOperator, evaluationPeriods: 1, alarmActions: ['arn:policy'] } },
];

export const SCALING_RULES: readonly AwsRule[] = [
  {
    id: 'policy-kind',
    type: POLICY,
    says: 'a policy is StepScaling, with steps and an adjustmentType, or TargetTrackingScaling, with a target; it never has both',
    source: PUT_POLICY,
    fine: [steps(['0', undefined]), tracking()],
    broken: [
      { policyType: 'StepScaling', adjustmentType: 'ChangeInCapacity' },
      { ...steps(['0', undefined]), adjustmentType: null },
      { policyType: 'TargetTrackingScaling' },
      { ...tracking(), adjustmentType: 'ChangeInCapacity' },
      { policyType: 'SimpleScaling', scalingAdjustment: 1, adjustmentType: 'ChangeInCapacity' },
    ],
    check: inputs => {
      const [ofSteps, ofTracking] = [['adjustmentType', 'stepAdjustments'], ['targetTrackingConfiguration']];
      const policyType = textAt(inputs, 'policyType');
      const [needed, refused] = policyType === 'StepScaling' ? [ofSteps, ofTracking] : [ofTracking, ofSteps];
      const isFine = needed.every(name => isSet(inputs, name)) && !refused.some(name => isSet(inputs, name));
      return isFine
        ? []
        : [
            `${policyType} with ${[...ofSteps, ...ofTracking].filter(name => isSet(inputs, name)).join(' and ') || 'neither'}`,
          ];
    },
  },
  {
    id: 'policy-magnitude',
    type: POLICY,
    says: 'minAdjustmentMagnitude goes with PercentChangeInCapacity',
    source: PUT_POLICY,
    fine: [{ adjustmentType: 'PercentChangeInCapacity', minAdjustmentMagnitude: 2 }],
    broken: [{ adjustmentType: 'ChangeInCapacity', minAdjustmentMagnitude: 2 }],
    check: inputs => {
      const adjustmentType = textAt(inputs, 'adjustmentType');
      const isOdd = isSet(inputs, 'minAdjustmentMagnitude') && adjustmentType !== 'PercentChangeInCapacity';
      return isOdd ? [`with ${adjustmentType}`] : [];
    },
  },
  {
    id: 'policy-exact-capacity',
    type: POLICY,
    says: 'an exact capacity is 0 or more',
    source: PUT_POLICY,
    fine: [{ ...steps(['0', undefined]), adjustmentType: 'ExactCapacity' }],
    broken: [{ adjustmentType: 'ExactCapacity', stepAdjustments: [{ scalingAdjustment: -1 }] }],
    check: inputs =>
      textAt(inputs, 'adjustmentType') === 'ExactCapacity'
        ? valuesAt(inputs, 'stepAdjustments[].scalingAdjustment')
            .filter(({ value }) => Number(value) < 0)
            .map(seen)
        : [],
  },
  {
    id: 'policy-step-count',
    type: POLICY,
    says: 'a policy has at most 20 steps',
    source: 'EC2 Auto Scaling guide, quotas, 2023-06-15 [H]',
    fine: [steps(...chain(20))],
    broken: [steps(...chain(21))],
    check: inputs => {
      const { length } = objectsAt(inputs, 'stepAdjustments[]');
      return length <= 20 ? [] : [`${length} steps`];
    },
  },
  {
    id: 'policy-steps-adjoin',
    type: POLICY,
    says: 'steps adjoin without gap or overlap; below 0 they reach to minus infinity, above 0 to infinity',
    source: STEP,
    fine: [
      steps(['0', '10'], ['10', undefined]),
      steps(['10', undefined], ['0', '10']),
      steps([undefined, '0']),
      steps([undefined, '-5'], ['-5', '0']),
    ],
    broken: [
      steps(['0', '10'], ['20', undefined]),
      steps(['0', '10'], ['5', undefined]),
      steps(['0', '10']),
      steps(['-10', '0']),
      steps([undefined, undefined]),
      steps(['0', undefined], ['10', undefined]),
      steps(['ten', undefined]),
    ],
    check: inputs => {
      const bounds = intervalsOf(inputs);
      const isJoined = bounds.slice(1).every(({ lower }, index) => lower === bounds[index]?.upper);
      const first = bounds[0]?.lower ?? Number.NEGATIVE_INFINITY;
      const last = bounds.at(-1)?.upper ?? Number.POSITIVE_INFINITY;
      const isOpen =
        (first >= 0 || first === Number.NEGATIVE_INFINITY) && (last <= 0 || last === Number.POSITIVE_INFINITY);
      const isEachFine = bounds.every(
        ({ lower, upper }) => lower < upper && (Number.isFinite(lower) || Number.isFinite(upper)),
      );
      return isJoined && isOpen && isEachFine
        ? []
        : [bounds.map(({ lower, upper }) => `${lower} to ${upper}`).join(', ')];
    },
  },
  {
    id: 'policy-steps-answer-alarm',
    type: ALARM,
    says: 'whatever breach an alarm reports, a step of its policy answers: from 0 up for a high alarm, from 0 down for a low one',
    source: `${STEP}: bounds count from the alarm's threshold`,
    fine: [
      alarmed('GreaterThanThreshold', steps(['0', '10'], ['10', undefined])),
      alarmed('LessThanOrEqualToThreshold', steps([undefined, '0'])),
    ],
    broken: [
      alarmed('GreaterThanThreshold', steps(['5', undefined])),
      alarmed('GreaterThanOrEqualToThreshold', steps([undefined, '0'])),
      alarmed('LessThanThreshold', steps(['0', undefined])),
      alarmed('LessThanThreshold', steps([undefined, '-1'])),
    ],
    check: (inputs, { find }) => {
      const isHigh = textAt(inputs, 'comparisonOperator')?.startsWith('Greater') === true;
      return textsAt(inputs, 'alarmActions[]').flatMap(reference => {
        const policy = find(POLICY, reference);
        const bounds = intervalsOf(policy?.inputs ?? {});
        if (policy === undefined || bounds.length === 0) return [];
        const { lower, upper } = { lower: bounds[0]!.lower, upper: bounds.at(-1)!.upper };
        const isAnswered = isHigh ? lower <= 0 && upper === Infinity : lower === -Infinity && upper >= 0;
        return isAnswered ? [] : [`${isHigh ? 'high' : 'low'} alarm, and ${policy.name} answers ${lower} to ${upper}`];
      });
    },
  },
  {
    id: 'policy-metric-math',
    type: POLICY,
    says: 'of the metrics of a target tracking policy one is returned, each has its own id, and each is a metric or an expression of others',
    source: `Auto Scaling TargetTrackingMetricDataQuery, ${API}`,
    fine: [tracking(VISIBLE, { id: 'backlog', expression: 'visible / 2', returnData: true })],
    broken: [
      tracking(VISIBLE),
      tracking({ ...VISIBLE, returnData: true }, { id: 'backlog', expression: 'visible', returnData: true }),
      tracking(VISIBLE, { id: 'visible', expression: '1', returnData: true }),
      tracking(VISIBLE, { id: 'backlog', expression: 'hidden / 2', returnData: true }),
      tracking({ id: 'Backlog', expression: '1', returnData: true }),
      tracking({ id: 'backlog', returnData: true }),
    ],
    check: inputs => mathProblems(objectsAt(inputs, `${METRICS}[]`), 'metricStat'),
  },
];

/** Adjoining steps, so many. */
function chain(count: number): readonly Bounds[] {
  return Array.from({ length: count }, (_, index) => [`${index}`, index === count - 1 ? undefined : `${index + 1}`]);
}

/** The intervals of the steps, from the lowest up. */
function intervalsOf(inputs: JsonObject): readonly { readonly lower: number; readonly upper: number }[] {
  if (!isList(inputs.stepAdjustments)) return [];
  return objectsAt(inputs, 'stepAdjustments[]')
    .map(step => ({
      lower: Number(step.metricIntervalLowerBound ?? Number.NEGATIVE_INFINITY),
      upper: Number(step.metricIntervalUpperBound ?? Number.POSITIVE_INFINITY),
    }))
    .sort((a, b) => a.lower - b.lower);
}
