/** Shows that what is deployed for a step policy does what the simulator does for it. */
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { decide } from '../../hub/scaling/decide.ts';
import {
  ADJUSTMENTS,
  COMPARISONS,
  type Observation,
  type StepPolicy,
  stepPolicySchema,
} from '../../hub/scaling/policy.ts';
import { problemsOf } from '../../hub/scaling/validate-policy.ts';
import { check } from '../../test/kit/check.ts';
import { stepPolicyArgs } from './step-policy-args.ts';

/** The arguments as the provider gets them. */
type PlainArgs = {
  readonly adjustmentType: string;
  readonly minAdjustmentMagnitude?: number;
  readonly estimatedInstanceWarmup?: number;
  readonly stepAdjustments: readonly {
    readonly metricIntervalLowerBound?: string;
    readonly metricIntervalUpperBound?: string;
    readonly scalingAdjustment: number;
  }[];
};
const plainArgs = (policy: StepPolicy) => JSON.parse(JSON.stringify(stepPolicyArgs(policy, 'group'))) as PlainArgs;

/** Any policy that Auto Scaling would take: steps from the threshold outwards, without gaps, to infinity. */
const anyStepPolicy: fc.Arbitrary<StepPolicy> = fc
  .record({
    comparison: fc.constantFrom(...COMPARISONS),
    threshold: fc.integer({ min: 0, max: 500 }),
    cuts: fc.uniqueArray(fc.integer({ min: 1, max: 2000 }), { maxLength: 6 }),
    adjustmentType: fc.constantFrom(...ADJUSTMENTS),
    sizes: fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 7, maxLength: 7 }),
    magnitude: fc.option(fc.integer({ min: 1, max: 20 })),
    warmup: fc.option(fc.integer({ min: 0, max: 3600 })),
  })
  .map(({ comparison, threshold, cuts, adjustmentType, sizes, magnitude, warmup }) => {
    const side = comparison.startsWith('>') ? 1 : -1;
    // Quarters, so that bounds are not all whole.
    const edges = [0, ...cuts.toSorted((a, b) => a - b).map(cut => cut / 4)];
    const sign = adjustmentType === 'ExactCapacity' ? 1 : side;
    const steps = edges.map((edge, index) => {
      const [near, far] = [edge * side, edges[index + 1]];
      const bounds =
        side === 1
          ? { lowerBound: near, ...(far === undefined ? {} : { upperBound: far }) }
          : { upperBound: near, ...(far === undefined ? {} : { lowerBound: -far }) };
      return { ...bounds, adjustment: sign * sizes[index]! };
    });
    return stepPolicySchema.parse({
      kind: 'step',
      name: 'any',
      metric: 'backlog',
      comparison,
      threshold,
      adjustmentType,
      steps,
      ...(adjustmentType === 'PercentChangeInCapacity' && magnitude !== null
        ? { minAdjustmentMagnitude: magnitude }
        : {}),
      ...(warmup === null ? {} : { instanceWarmupSeconds: warmup }),
    });
  });

const anyGroup = fc
  .record({ minCount: fc.integer({ min: 0, max: 20 }), room: fc.integer({ min: 0, max: 100 }), share: fc.nat(100) })
  .map(({ minCount, room, share }) => {
    const currentCount = minCount + Math.round((room * share) / 100);
    return {
      minCount,
      maxCount: minCount + room,
      currentCount,
      desiredCount: currentCount,
      warmingCount: 0,
      nowSeconds: 0,
    };
  });

/**
 * What Auto Scaling does with the arguments, written from its guide (as-scaling-simple-step and "Scaling adjustment types",
 * 2023-06-15) and from nothing of ours.
 */
function capacityByGuide(args: PlainArgs, comparison: string, offset: number, group: Omit<Observation, 'metricValue'>) {
  const isAbove = comparison.startsWith('>');
  const step = args.stepAdjustments.find(({ metricIntervalLowerBound: low, metricIntervalUpperBound: high }) => {
    const lower = low === undefined ? -Infinity : Number.parseFloat(low);
    const upper = high === undefined ? Infinity : Number.parseFloat(high);
    return isAbove ? lower <= offset && offset < upper : lower < offset && offset <= upper;
  });
  if (step === undefined) throw new Error(`no step for ${offset}`);
  const { currentCount, minCount, maxCount } = group;
  const asked =
    { ExactCapacity: step.scalingAdjustment, ChangeInCapacity: currentCount + step.scalingAdjustment }[
      args.adjustmentType
    ] ?? currentCount + percentOf(args, step.scalingAdjustment, currentCount);
  return Math.min(maxCount, Math.max(minCount, asked));
}

/** Toward zero, but a fraction of an instance is one; then at least the minimum magnitude. */
function percentOf({ minAdjustmentMagnitude = 0 }: PlainArgs, percent: number, count: number): number {
  if (percent === 0) return 0;
  const size = Math.abs((percent * count) / 100);
  const whole = size > 0 && size < 1 ? 1 : Math.floor(size);
  return Math.sign(percent) * Math.max(whole, minAdjustmentMagnitude);
}

const breaches = (comparison: string, offset: number) =>
  ({ '>': offset > 0, '>=': offset >= 0, '<': offset < 0, '<=': offset <= 0 })[comparison] ?? false;

check('a deployed step policy', {
  'brings a group to the capacity that the simulator decides, at and between all bounds': () => {
    const edgeOffsets = ({ steps }: StepPolicy) =>
      steps.flatMap(({ lowerBound = 0, upperBound = 0 }) => [
        lowerBound,
        upperBound,
        lowerBound + 0.1,
        upperBound - 0.1,
      ]);
    fc.assert(
      fc.property(anyStepPolicy, anyGroup, fc.integer({ min: -3000, max: 3000 }), (policy, group, anyOffset) => {
        assert.equal(
          problemsOf(policy).filter(({ severity }) => severity === 'error'),
          [],
        );
        const args = plainArgs(policy);
        for (const offset of [anyOffset, 1e9, -1e9, ...edgeOffsets(policy)]) {
          if (!breaches(policy.comparison, offset)) continue;
          const metricValue = policy.threshold + offset;
          const decision = decide(policy, { ...group, metricValue }, {});
          assert.is(
            capacityByGuide(args, policy.comparison, metricValue - policy.threshold, group),
            decision.desiredCount,
          );
        }
      }),
    );
  },
  'leaves the warm-up to the group unless the policy has its own': () => {
    fc.assert(
      fc.property(anyStepPolicy, policy => {
        assert.is(plainArgs(policy).estimatedInstanceWarmup, policy.instanceWarmupSeconds);
      }),
    );
  },
  'tells an infinite bound by leaving it out': () => {
    const policy = stepPolicySchema.parse({
      kind: 'step',
      name: 'out',
      metric: 'visible',
      comparison: '>',
      threshold: 0,
      steps: [
        { lowerBound: 0, upperBound: 2.5, adjustment: 1 },
        { lowerBound: 2.5, adjustment: 4 },
      ],
    });
    assert.equal(stepPolicyArgs(policy, 'group').stepAdjustments, [
      { metricIntervalLowerBound: '0', metricIntervalUpperBound: '2.5', scalingAdjustment: 1 },
      { metricIntervalLowerBound: '2.5', scalingAdjustment: 4 },
    ]);
  },
});
