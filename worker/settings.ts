/**
 * The worker's settings, from the environment variables that the instance's boot gives it. Invariant: what is named here is
 * what the deploy writes; a test reads the one with the other.
 */
import { z } from 'zod';
import { HubError } from '../hub/errors.ts';
import { nameSchema, queuePlanSchema } from '../hub/plan/pipeline-plan.ts';

const yesOrNo = z.enum(['true', 'false'], 'must be true or false').transform(text => text === 'true');
const seconds = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'must be a number of seconds')
  .transform(Number);

const queuesText = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.array(queuePlanSchema.extend({ name: nameSchema, url: z.url() })).min(1));

const variablesSchema = z
  .object({
    AWS_REGION: z.string().min(1),
    ASSET_HUB_STACK: z.string().min(1),
    ASSET_HUB_FLEET: z.string().min(1),
    ASSET_HUB_GROUP: z.enum(['base', 'burst']),
    ASSET_HUB_QUEUES: queuesText,
    ASSET_HUB_JOB_TABLE: z.string().min(1),
    ASSET_HUB_ASSETS_BUCKET: z.string().min(1),
    ASSET_HUB_WEIGHTS_FOLDER: z.string().min(1),
    ASSET_HUB_SCRATCH_FOLDER: z.string().min(1),
    ASSET_HUB_READY_FILE: z.string().min(1),
    ASSET_HUB_TERMINATION_HOOK: z.string().min(1),
    ASSET_HUB_DRAIN_SECONDS: seconds,
    ASSET_HUB_SCALE_IN_PROTECTION: yesOrNo,
    ASSET_HUB_REBALANCE: yesOrNo,
    ASSET_HUB_CHECKPOINTS: yesOrNo,
    ASSET_HUB_NOTICE_FINISH_SECONDS: seconds,
    ASSET_HUB_RETRY_BACKOFF_SECONDS: seconds,
    ASSET_HUB_RETENTION_DAYS: seconds,
    /** Set when the container starts; a worker that was started by hand is on no instance. */
    ASSET_HUB_INSTANCE_ID: z.string().min(1).optional(),
    ASSET_HUB_AUTO_SCALING_GROUP: z.string().min(1).optional(),
  })
  .transform(read => ({
    region: read.AWS_REGION,
    stack: read.ASSET_HUB_STACK,
    fleet: read.ASSET_HUB_FLEET,
    group: read.ASSET_HUB_GROUP,
    queues: read.ASSET_HUB_QUEUES,
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
  }));

export type WorkerSettings = Readonly<z.output<typeof variablesSchema>>;
/** A queue this worker serves, and where it is. In the order of polling. */
export type WorkerQueue = WorkerSettings['queues'][number];

/** @throws HubError that names every variable that is missing or wrong */
export function readSettings(variables: Readonly<Record<string, string | undefined>>): WorkerSettings {
  const parsed = variablesSchema.safeParse(variables);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path: [name, ...inside], message }) => {
    if (variables[String(name)] === undefined) return `${String(name)} is missing`;
    return `${[name, ...inside].map(String).join('.')} ${message} (saw ${variables[String(name)]})`;
  });
  throw new HubError('CONFIG_INVALID', `environment of the worker: ${faults.join('; ')}`, {
    hint: 'an instance gets it from the deploy; to run one by hand, start it with npm run worker',
  });
}
