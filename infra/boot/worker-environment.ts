/**
 * What the worker's process is told: the contract between this program and the worker. No secret is in it; credentials
 * come from the instance's role. Three more names are set when the container starts, since only the instance knows them:
 * ASSET_HUB_INSTANCE_ID, ASSET_HUB_INSTANCE_TYPE and ASSET_HUB_AUTO_SCALING_GROUP.
 *
 * A worker that is ready may have a job before its group has it in service: the launch hook is answered right after the
 * ready file appears, and until then the instance is Pending:Wait. There AWS refuses SetInstanceProtection [M], so with
 * ASSET_HUB_SCALE_IN_PROTECTION the worker repeats a refused call and never fails the job for it.
 */
import { speedRatioOf } from '../../hub/catalog/speed-ratio.ts';
import { meanOf } from '../../hub/mean-of.ts';
import type { Queue } from '../../hub/plan/hub-plan.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import type { Seconds } from '../../hub/units.ts';
import { CONTAINER_FOLDERS, READY_FILE } from './boot-folders.ts';
import { type BootSettings, groupOf, TERMINATION_HOOK_NAME } from './boot-settings.ts';

/** An element of ASSET_HUB_QUEUES. */
export type WorkerQueue = Queue & { readonly url: string };

/**
 * @returns name and value, in the order of the file; numbers in decimal, booleans `true` or `false`
 * @example workerEnvironment(settings).ASSET_HUB_DRAIN_SECONDS   // '600'
 */
export function workerEnvironment(settings: BootSettings): Readonly<Record<string, string>> {
  const { plan, fleet, kind } = settings;
  const group = groupOf(settings);
  return {
    AWS_REGION: plan.region,
    ASSET_HUB_STACK: plan.stack,
    ASSET_HUB_FLEET: fleet.name,
    ASSET_HUB_GROUP: kind,
    /** JSON: WorkerQueue[], to be polled in this order. */
    ASSET_HUB_QUEUES: JSON.stringify(workerQueues(settings)),
    /** JSON: how long each of their stages is expected to take on this group's machines. */
    ASSET_HUB_STAGE_SECONDS: JSON.stringify(stageSeconds(settings)),
    /** Every instance type of the catalog has a GPU; a worker that cannot use it is not to work without. */
    ASSET_HUB_PROVIDER: 'cuda',
    ASSET_HUB_JOB_TABLE: settings.jobTableName,
    ASSET_HUB_ASSETS_BUCKET: settings.assetsBucketName,
    ASSET_HUB_WEIGHTS_FOLDER: CONTAINER_FOLDERS.weights,
    ASSET_HUB_SCRATCH_FOLDER: CONTAINER_FOLDERS.scratch,
    ASSET_HUB_READY_FILE: READY_FILE,
    ASSET_HUB_TERMINATION_HOOK: TERMINATION_HOOK_NAME,
    ASSET_HUB_DRAIN_SECONDS: String(group.drainSeconds),
    ASSET_HUB_SCALE_IN_PROTECTION: String(group.scaleInProtection),
    /** Whether somebody comes to replace it at a rebalance recommendation: on-demand instances get none. */
    ASSET_HUB_REBALANCE: String('capacityRebalance' in group && group.capacityRebalance),
    ASSET_HUB_CHECKPOINTS: String(plan.worker.checkpoints),
    ASSET_HUB_NOTICE_FINISH_SECONDS: String(plan.worker.noticeFinishSeconds),
    ASSET_HUB_RETRY_BACKOFF_SECONDS: String(plan.worker.retryBackoffSeconds),
    ASSET_HUB_RETENTION_DAYS: String(plan.storage.assetRetentionDays),
  };
}

/**
 * On the slowest type that the group may get, so that at a Spot notice no worker begins what it cannot finish. To a millisecond:
 * the mean of a table is no round number.
 */
function stageSeconds(settings: BootSettings): Partial<Record<StageName, Seconds>> {
  const { instanceTypes } = groupOf(settings);
  const names = workerQueues(settings).flatMap(({ stages }) => stages);
  return Object.fromEntries(
    names.map(name => {
      const { serviceSeconds, bound } = settings.plan.stages[name];
      const speedRatio = Math.min(...instanceTypes.map(type => speedRatioOf(type, bound)));
      return [name, Number((meanOf(serviceSeconds) / speedRatio).toFixed(3))];
    }),
  );
}

/** The fleet's queues in its polling order, which is not the order of the pipeline. */
function workerQueues({ plan, fleet, queueUrls }: BootSettings): readonly WorkerQueue[] {
  return fleet.queues.map(name => {
    const queue = plan.queues.find(candidate => candidate.name === name);
    const url = queueUrls[name];
    if (queue === undefined || url === undefined)
      throw new Error(`fleet ${fleet.name}: no URL given for queue ${name}`);
    return { ...queue, url };
  });
}
