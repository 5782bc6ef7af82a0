/**
 * Fleets: each is an on-demand base group (with a warm pool of stopped instances) and a Spot burst group polling the
 * same queues. Two groups, because warm pools hold no Spot and G-type instances do not hibernate.
 */
import { z } from 'zod';
import { INSTANCE_TYPE_NAMES } from '../catalog/instances.ts';
import { scalingPolicySchema } from '../scaling/policy.ts';
import { nameSchema } from './pipeline-plan.ts';
import { sourced } from './sourced.ts';

const ASG = 'AWS EC2 Auto Scaling guide, 2023-04-27 [H]';
const count = z.number().int().min(0).max(10_000);

export const volumeSchema = z.strictObject({
  /** gp3, holds the system, the driver and the code; weights come by the boot path. */
  sizeGibibytes: sourced(z.number().int().min(1).max(16_384), 100, 'own choice: OS, driver, CUDA, worker and weights'),
  /**
   * 125 is included in the price; g4dn.xlarge bursts to 437. Above 750 a volume needs more than the 3,000 operations a second
   * that are included, which nothing here prices; no type of the catalog bursts so far.
   */
  throughputMebibytesPerSecond: sourced(
    z.number().int().min(125).max(750),
    437,
    'g4dn.xlarge burst limit, DescribeInstanceTypes 2026-08-02 [H]',
  ),
});

/** A policy in full, or the name of a preset of hub/scaling/presets.ts. */
const policyEntrySchema = z.union([scalingPolicySchema, z.strictObject({ preset: z.string() })]);
export type PolicyEntry = z.infer<typeof policyEntrySchema>;

const groupFields = {
  minCount: count,
  maxCount: count,
  /** On-demand: tried in this order. Spot: any of them, cheapest available first. Each instance runs one worker. */
  instanceTypes: z.array(z.enum(INSTANCE_TYPE_NAMES)).min(1).max(40),
  /** Zone letters of the region. */
  zones: sourced(
    z.array(z.string().regex(/^[a-f]$/, 'must be one zone letter a-f')).min(1),
    ['a', 'b', 'c', 'd', 'f'],
    'us-east-1 zones that offer g4dn, DescribeInstanceTypeOfferings 2026-08-02 [H]',
  ),
  volume: volumeSchema.prefault({}),
  /** Name of the boot path of a cold launch; see `boot`. */
  bootPath: sourced(z.string(), 'weights-from-s3', 'own choice: small image, weights by parallel S3 reads'),
  /** An instance whose worker is not ready by then is given up and replaced. */
  bootTimeoutSeconds: sourced(
    z.number().int().min(30).max(7200),
    1200,
    `own choice: the slowest boot path, plain, takes up to 865 s; limits ${ASG}`,
  ),
  /** Counts from InService; scale-in waits for it. */
  instanceWarmupSeconds: sourced(z.number().int().min(0).max(3600), 60, `own choice: one metric minute; limits ${ASG}`),
  /** How long the termination hook lets a busy worker finish. */
  drainSeconds: sourced(
    z.number().int().min(30).max(7200),
    600,
    `own choice: longest job several times over; limits ${ASG}`,
  ),
  /** The worker protects its instance from scale-in while it has a job. */
  scaleInProtection: sourced(z.boolean(), true, 'own choice: a scale-in takes idle instances first'),
  policies: sourced(z.array(policyEntrySchema), [], 'none unless the stack names some'),
} as const;

export const baseGroupSchema = z.strictObject({
  ...groupFields,
  warmPool: z
    .strictObject({
      minCount: sourced(count, 0, ASG),
      /** MaxGroupPreparedCapacity: in service + pooled. Without it the pool tries to fill up to the group's maximum. */
      preparedCapacityMax: count,
      reuseOnScaleIn: sourced(z.boolean(), true, 'own choice: keeps the hydrated volume'),
      /** Boot path of a start from the pool. */
      bootPath: sourced(z.string(), 'warm-start', 'own choice'),
    })
    .optional(),
});

export const burstGroupSchema = z.strictObject({
  ...groupFields,
  /** Replace an instance at its rebalance recommendation instead of at its interruption. */
  capacityRebalance: sourced(z.boolean(), true, 'AWS advice for Spot groups, EC2 Auto Scaling guide, 2023-04-27 [H]'),
});

export const fleetPlanSchema = z.strictObject({
  /** Polled in this order: a later queue is served only while the earlier ones are empty. */
  queues: z.array(nameSchema).min(1),
  base: baseGroupSchema.optional(),
  burst: burstGroupSchema.optional(),
});

export type BaseGroupPlan = z.infer<typeof baseGroupSchema>;
export type BurstGroupPlan = z.infer<typeof burstGroupSchema>;
export type WarmPoolPlan = NonNullable<BaseGroupPlan['warmPool']>;
export type FleetPlan = z.infer<typeof fleetPlanSchema>;
