/**
 * Named policies: the rules this project was first written down with (`seed-...`), kept for comparison with their
 * faults, and ours. A stack file names one or spells out its own.
 */
import { type ScalingPolicy, scalingPolicySchema } from './policy.ts';

export type PolicyPreset = {
  readonly policy: ScalingPolicy;
  /** What it is for, or what is wrong with it. */
  readonly why: string;
  /** Where its numbers come from. */
  readonly source: string;
};

const SEED = "the project's first design notes";
const STEPS_FROM_ZERO = { kind: 'step', metric: 'visible', comparison: '>' } as const;

const DEFINITIONS: readonly { readonly policy: object; readonly why: string; readonly source: string }[] = [
  {
    policy: {
      ...STEPS_FROM_ZERO,
      name: 'seed-above-10-add-1',
      threshold: 10,
      steps: [{ lowerBound: 0, adjustment: 1 }],
    },
    why: 'Adds one instance per launch and warm-up: 100 instances take hours.',
    source: `${SEED}: "> 10 -> +1"`,
  },
  {
    policy: { ...STEPS_FROM_ZERO, name: 'seed-above-1-add-2', threshold: 1, steps: [{ lowerBound: 0, adjustment: 2 }] },
    why: 'Twice as fast as seed-above-10-add-1, and still hours to 100.',
    source: `${SEED}: "> 1 -> +2"`,
  },
  {
    policy: { ...STEPS_FROM_ZERO, name: 'seed-any-visible', threshold: 0, steps: [{ lowerBound: 0, adjustment: 1 }] },
    why: 'Reacts to the first waiting job; the only one of the three that wakes an empty fleet for one job.',
    source: `${SEED}: "> 0"; the step of one is taken from "> 10 -> +1"`,
  },
  {
    policy: {
      kind: 'step',
      name: 'seed-scale-in-at-zero',
      metric: 'visible',
      comparison: '<=',
      threshold: 0,
      evaluationPeriods: 5,
      steps: [{ upperBound: 0, adjustment: -1 }],
    },
    why: 'Does not see jobs in flight, so it takes instances that are working; repeats every minute.',
    source: `${SEED}: "messages == 0 for 5 minutes -> remove 1", with <= as CloudWatch has no equality`,
  },
  {
    policy: { kind: 'targetTracking', name: 'seed-cpu-40', metric: 'cpuPercent', target: 40 },
    why: 'For comparison: the CPU of a GPU worker does not measure its backlog.',
    source: `${SEED}: target tracking, CPU 40 percent`,
  },
  {
    // Watches waiting jobs, not the backlog: jobs in flight are breach enough for a backlog alarm, so a fleet that works
    // on all it has would grow for as long as it works. About one instance for three waiting jobs while they are few
    // (at 25..105 s of work each, a wait of one to five minutes), and up to the maximum from a thousand on. A step adds
    // on top of the warm instances, so what still waits when they are warm asks again.
    policy: {
      ...STEPS_FROM_ZERO,
      name: 'steep-steps',
      threshold: 0,
      steps: [
        { lowerBound: 0, upperBound: 10, adjustment: 1 },
        { lowerBound: 10, upperBound: 30, adjustment: 4 },
        { lowerBound: 30, upperBound: 100, adjustment: 10 },
        { lowerBound: 100, upperBound: 300, adjustment: 30 },
        { lowerBound: 300, upperBound: 1000, adjustment: 60 },
        { lowerBound: 1000, adjustment: 100 },
      ],
    },
    why: 'Reaches 100 instances at the first alarm on a flash crowd, and answers a moderate queue in proportion.',
    source: 'ours; the form follows the step example of the EC2 Auto Scaling guide, 2023-06-15',
  },
  {
    // A worker holds one job at a time, so a fleet that is fully busy with nothing waiting stands at exactly 1. The
    // target's band, from the low alarm at 0.99 to 1.1, holds that point: busy instances are not taken away, one idle
    // in a hundred is, and one job waiting per ten instances adds capacity.
    policy: { kind: 'targetTracking', name: 'backlog-tracking', metric: 'backlogPerInstance', target: 1.1 },
    why: 'Keeps the fleet as large as the work: everybody busy, few waiting.',
    source: 'metric: EC2 Auto Scaling guide, as-using-sqs-queue, 2023-04-27, with jobs in flight added; target: ours',
  },
  {
    policy: {
      kind: 'step',
      name: 'scale-in-when-idle',
      metric: 'backlog',
      comparison: '<=',
      threshold: 0,
      evaluationPeriods: 5,
      adjustmentType: 'ExactCapacity',
      steps: [{ upperBound: 0, adjustment: 0 }],
    },
    why: 'Five minutes with nothing waiting and nothing in flight: everything above the minimum goes at once.',
    source: "ours; the five minutes are the first design notes'",
  },
  {
    policy: { kind: 'scaleOnSubmit', name: 'scale-on-submit', backlogPerInstance: 3, minIntervalSeconds: 10 },
    why: 'Starts instances when jobs arrive, without the 100 s or so that metric, alarm and evaluation take.',
    source: 'ours; three jobs per instance, as in steep-steps; a 10 s poll is what buildkite-agent-scaler uses',
  },
];

/** Every preset by its policy's name; deeply frozen. */
export const POLICY_PRESETS: Readonly<Record<string, PolicyPreset>> = Object.freeze(
  Object.fromEntries(
    DEFINITIONS.map(({ policy, why, source }) => {
      const parsed = scalingPolicySchema.parse(policy);
      return [parsed.name, deepFreeze({ policy: parsed, why, source })];
    }),
  ),
);

/** The policy of that name, or undefined. Example: `presetPolicy('steep-steps')?.kind` is `step`. */
export function presetPolicy(name: string): ScalingPolicy | undefined {
  return Object.hasOwn(POLICY_PRESETS, name) ? POLICY_PRESETS[name]!.policy : undefined;
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  }
  return Object.freeze(value);
}
