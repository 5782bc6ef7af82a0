/**
 * Scaling policies as data. One value is deployed (alarm + policy arguments), simulated, and called by the submit
 * function: nothing about when to scale is written anywhere else. Rules: AWS EC2 Auto Scaling guide, 2023-04-27, and
 * the botocore models of 2026-08-07 [H].
 */
import { z } from 'zod';
import { sourced } from '../plan/sourced.ts';
import { WEEKDAYS } from './weekdays.ts';

/**
 * What an alarm may watch, each summed over the queues a fleet serves:
 * - visible: messages waiting. inFlight: received, not deleted. backlog: visible + inFlight.
 * - backlogPerInstance: backlog / instances in service of the whole fleet; the backlog itself when none is.
 * - oldestAgeSeconds: age of the oldest waiting message.
 * - cpuPercent: mean CPU utilization of the group's instances, 0..100.
 */
export const SCALING_METRICS = [
  'visible',
  'inFlight',
  'backlog',
  'backlogPerInstance',
  'oldestAgeSeconds',
  'cpuPercent',
] as const;
export type ScalingMetric = (typeof SCALING_METRICS)[number];

/** CloudWatch has no equality operator [H]. `>` and `>=` scale out, `<` and `<=` scale in. */
export const COMPARISONS = ['>', '>=', '<', '<='] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const MISSING_DATA_TREATMENTS = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
export type MissingData = (typeof MISSING_DATA_TREATMENTS)[number];

/** One alarm as CloudWatch knows it; derived from a policy by `alarmsOf`, deployed and emulated from this value. */
export type AlarmSpec = {
  readonly name: string;
  readonly metric: ScalingMetric;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly periodSeconds: number;
  /** N of "M of N". */
  readonly evaluationPeriods: number;
  /** M of "M of N". */
  readonly datapointsToAlarm: number;
  readonly missingData: MissingData;
};

const seconds = z.number().int().nonnegative();
const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case words joined by hyphens');

/** Bounds are offsets from the threshold; a missing bound is infinite. */
const stepSchema = z.strictObject({
  lowerBound: z.number().optional(),
  upperBound: z.number().optional(),
  adjustment: z.number().int(),
});
export type Step = z.infer<typeof stepSchema>;

export const ADJUSTMENTS = ['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity'] as const;

export const stepPolicySchema = z.strictObject({
  kind: z.literal('step'),
  name,
  metric: z.enum(SCALING_METRICS),
  comparison: z.enum(COMPARISONS),
  threshold: z.number(),
  periodSeconds: sourced(
    z.number().int().positive(),
    60,
    'SQS metrics have one datapoint a minute, SQS guide, 2023-05-05 [H]',
  ),
  evaluationPeriods: sourced(z.number().int().positive(), 1, 'own choice: the first breach counts'),
  datapointsToAlarm: z.number().int().positive().optional(),
  missingData: sourced(z.enum(MISSING_DATA_TREATMENTS), 'notBreaching', 'own choice: silence is no reason to scale'),
  adjustmentType: sourced(z.enum(ADJUSTMENTS), 'ChangeInCapacity', 'own choice'),
  minAdjustmentMagnitude: z.number().int().positive().optional(),
  steps: z.array(stepSchema).min(1).max(20),
  /** Overrides the group's default; counts from InService. */
  instanceWarmupSeconds: seconds.max(3600).optional(),
});
export type StepPolicy = z.infer<typeof stepPolicySchema>;

export const targetTrackingPolicySchema = z.strictObject({
  kind: z.literal('targetTracking'),
  name,
  metric: z.enum(SCALING_METRICS),
  target: z.number().positive(),
  disableScaleIn: sourced(z.boolean(), false, 'EC2 Auto Scaling guide, 2023-04-27 [H]'),
  instanceWarmupSeconds: seconds.max(3600).optional(),
});
export type TargetTrackingPolicy = z.infer<typeof targetTrackingPolicySchema>;

export const scheduledPolicySchema = z.strictObject({
  kind: z.literal('scheduled'),
  name,
  /** "HH:MM", UTC. */
  atUtc: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM in 24 hours, UTC'),
  weekdays: sourced(z.array(z.enum(WEEKDAYS)).min(1), [...WEEKDAYS], 'own choice: every day'),
  minCount: seconds.optional(),
  maxCount: seconds.optional(),
  desiredCount: seconds.optional(),
});
export type ScheduledPolicy = z.infer<typeof scheduledPolicySchema>;

export const scaleOnSubmitPolicySchema = z.strictObject({
  kind: z.literal('scaleOnSubmit'),
  name,
  /** Capacity wanted = ceil(backlog / this). 1-job-at-a-time workers: jobs one instance may have waiting and running. */
  backlogPerInstance: z.number().positive(),
  /** At most one SetDesiredCapacity in this time, kept by one conditional write. */
  minIntervalSeconds: sourced(seconds, 10, 'own choice: as buildkite-agent-scaler polls'),
});
export type ScaleOnSubmitPolicy = z.infer<typeof scaleOnSubmitPolicySchema>;

export const scalingPolicySchema = z.discriminatedUnion('kind', [
  stepPolicySchema,
  targetTrackingPolicySchema,
  scheduledPolicySchema,
  scaleOnSubmitPolicySchema,
]);
export type ScalingPolicy = z.infer<typeof scalingPolicySchema>;

/** What a policy sees of one group when it is asked. Counts are instances; every instance is one worker. */
export type Observation = {
  /** Simulated or wall time in seconds since Monday 00:00 UTC of the first week; used by scheduled and scaleOnSubmit. */
  readonly nowSeconds: number;
  /** The alarm's newest datapoint (step, targetTracking), or the backlog read from the queue (scaleOnSubmit). */
  readonly metricValue: number;
  readonly desiredCount: number;
  /** In service and past warm-up: what AWS calls current capacity. */
  readonly currentCount: number;
  /** In service or launching, but not past warm-up. */
  readonly warmingCount: number;
  /**
   * On their way out, no longer counted in desired; none when left out. A scale-in counts them as still there, so that
   * an alarm that repeats every minute does not remove more than one step asked for (EC2 Auto Scaling guide,
   * 2021-12-03; later editions are silent [M]).
   */
  readonly terminatingCount?: number;
  readonly minCount: number;
  readonly maxCount: number;
};

/** What a policy remembers between calls; starts as {}. */
export type PolicyMemory = { readonly lastActedSeconds?: number };

export type Decision = {
  readonly desiredCount: number;
  /** Set only by scheduled policies. */
  readonly minCount?: number;
  readonly maxCount?: number;
  /** One sentence: `visible 4812 is 4802 above 10: step [490, inf) adds 100 to 1 -> 100 (max)`. */
  readonly reason: string;
  readonly memory: PolicyMemory;
};
