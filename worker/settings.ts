/**
 * The worker's settings, from the environment variables that the instance's boot gives it. Invariant: what is named here is
 * what the deploy writes; a test reads the one with the other.
 */
import { z } from 'zod';
import { nameSchema, queuePlanSchema } from '../hub/plan/pipeline-plan.ts';
import { STAGE_NAMES } from '../hub/plan/stage-names.ts';
import { jsonText, numberText, readVariables } from '../hub/read-variables.ts';
import { PROVIDERS } from './host/model-group.ts';

const HEALTH_PORT = 8080;

const yesOrNo = z.enum(['true', 'false'], 'must be true or false').transform(text => text === 'true');
const queuesText = jsonText(z.array(queuePlanSchema.extend({ name: nameSchema, url: z.url() })).min(1));

const secondsText = jsonText(z.partialRecord(z.enum(STAGE_NAMES), z.number().nonnegative()));

const variablesSchema = z
  .object({
    AWS_REGION: z.string().min(1),
    ASSET_HUB_STACK: z.string().min(1),
    ASSET_HUB_FLEET: z.string().min(1),
    ASSET_HUB_GROUP: z.enum(['base', 'burst']),
    ASSET_HUB_QUEUES: queuesText,
    ASSET_HUB_STAGE_SECONDS: secondsText,
    ASSET_HUB_PROVIDER: z.enum(PROVIDERS),
    ASSET_HUB_JOB_TABLE: z.string().min(1),
    ASSET_HUB_ASSETS_BUCKET: z.string().min(1),
    ASSET_HUB_WEIGHTS_FOLDER: z.string().min(1),
    ASSET_HUB_SCRATCH_FOLDER: z.string().min(1),
    ASSET_HUB_READY_FILE: z.string().min(1),
    ASSET_HUB_TERMINATION_HOOK: z.string().min(1),
    ASSET_HUB_DRAIN_SECONDS: numberText,
    ASSET_HUB_SCALE_IN_PROTECTION: yesOrNo,
    ASSET_HUB_REBALANCE: yesOrNo,
    ASSET_HUB_CHECKPOINTS: yesOrNo,
    ASSET_HUB_NOTICE_FINISH_SECONDS: numberText,
    ASSET_HUB_RETRY_BACKOFF_SECONDS: numberText,
    ASSET_HUB_RETENTION_DAYS: numberText,
    /** Set when the container starts; a worker that was started by hand is on no instance. */
    ASSET_HUB_INSTANCE_ID: z.string().min(1).optional(),
    ASSET_HUB_AUTO_SCALING_GROUP: z.string().min(1).optional(),
    ASSET_HUB_INSTANCE_TYPE: z.string().min(1).optional(),
    /** Where `GET /healthz` is answered; one per machine unless it is said. */
    ASSET_HUB_HEALTH_PORT: numberText.default(HEALTH_PORT),
    /** Said where there are no weights and none are wanted: graphs that are made here stand in for the models. */
    ASSET_HUB_STAND_INS: yesOrNo.default(false),
  })
  .superRefine(({ ASSET_HUB_QUEUES: queues, ASSET_HUB_STAGE_SECONDS: seconds }, context) => {
    const missing = queues.flatMap(({ stages }) => stages).filter(stage => seconds[stage] === undefined);
    if (missing.length === 0) return;
    context.addIssue({
      code: 'custom',
      path: ['ASSET_HUB_STAGE_SECONDS'],
      message: `must have ${missing.join(', ')}, which the queues have`,
    });
  })
  .transform(read => ({
    region: read.AWS_REGION,
    stack: read.ASSET_HUB_STACK,
    fleet: read.ASSET_HUB_FLEET,
    group: read.ASSET_HUB_GROUP,
    queues: read.ASSET_HUB_QUEUES,
    stageSeconds: read.ASSET_HUB_STAGE_SECONDS,
    provider: read.ASSET_HUB_PROVIDER,
    jobTable: read.ASSET_HUB_JOB_TABLE,
    assetsBucket: read.ASSET_HUB_ASSETS_BUCKET,
    weightsFolder: read.ASSET_HUB_WEIGHTS_FOLDER,
    scratchFolder: read.ASSET_HUB_SCRATCH_FOLDER,
    readyFile: read.ASSET_HUB_READY_FILE,
    terminationHook: read.ASSET_HUB_TERMINATION_HOOK,
    drainSeconds: read.ASSET_HUB_DRAIN_SECONDS,
    isProtecting: read.ASSET_HUB_SCALE_IN_PROTECTION,
    isRebalancing: read.ASSET_HUB_REBALANCE,
    hasCheckpoints: read.ASSET_HUB_CHECKPOINTS,
    noticeFinishSeconds: read.ASSET_HUB_NOTICE_FINISH_SECONDS,
    retryBackoffSeconds: read.ASSET_HUB_RETRY_BACKOFF_SECONDS,
    assetRetentionDays: read.ASSET_HUB_RETENTION_DAYS,
    instanceId: read.ASSET_HUB_INSTANCE_ID,
    autoScalingGroup: read.ASSET_HUB_AUTO_SCALING_GROUP,
    instanceType: read.ASSET_HUB_INSTANCE_TYPE,
    healthPort: read.ASSET_HUB_HEALTH_PORT,
    hasStandIns: read.ASSET_HUB_STAND_INS,
  }));

export type WorkerSettings = Readonly<z.output<typeof variablesSchema>>;
/** A queue this worker serves, and where it is. In the order of polling. */
export type WorkerQueue = WorkerSettings['queues'][number];

/** @throws HubError that names every variable that is missing or wrong */
export const readSettings = (variables: Readonly<Record<string, string | undefined>>): WorkerSettings =>
  readVariables(variablesSchema, variables, 'the worker');
