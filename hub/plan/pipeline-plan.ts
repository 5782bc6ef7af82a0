/**
 * Stages and queues: which steps a job takes, how long each takes, and which queue carries it. The mapping is data: a
 * third queue, or one fleet for all queues, is a change of a stack file.
 */
import { z } from 'zod';
import { distributionSchema } from '../distribution.ts';
import { sourced } from './sourced.ts';
import { STAGE_NAMES } from './stage-names.ts';

/** Names of queues and fleets; they become parts of AWS names. */
export const nameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be lower-case letters, digits and hyphens, at most 31');

export const stagePlanSchema = z.strictObject({
  /** Busy time of one attempt on the reference instance g4dn.xlarge. */
  serviceSeconds: distributionSchema,
  /** What its speed scales with when another instance type runs it. */
  bound: z.enum(['gpu', 'cpu']),
});
export type StagePlan = z.infer<typeof stagePlanSchema>;

const SQS = 'AWS SQS developer guide, 2023-05-05 [H]';

export const queuePlanSchema = z.strictObject({
  stages: z.array(z.enum(STAGE_NAMES)).min(1),
  /** 0-43,200 by AWS; how long a received message stays hidden unless extended. */
  visibilityTimeoutSeconds: sourced(
    z.number().int().min(0).max(43_200),
    600,
    `own choice: 10 heartbeats; limits ${SQS}`,
  ),
  /** A worker extends the lease this often; 0 means never (then a long job is delivered twice). */
  heartbeatSeconds: sourced(
    z.number().int().min(0).max(43_200),
    60,
    'own choice: a lost worker is noticed within the visibility timeout',
  ),
  /** A message goes to the dead-letter queue when its receive count would exceed this. */
  receiveCountMax: sourced(
    z.number().int().min(1).max(1000),
    4,
    `own choice: Spot losses count as receives; limits ${SQS}`,
  ),
  /** 0-20; how long an empty receive waits. */
  longPollSeconds: sourced(z.number().int().min(0).max(20), 20, SQS),
});
export type QueuePlan = z.infer<typeof queuePlanSchema>;
