/** What the boot scripts are told; each script says at its top what it reads. */
import { BOOT_FOLDERS, CONTAINER_FOLDERS, READY_FILE } from './boot-folders.ts';
import {
  type BootSettings,
  groupOf,
  LAUNCH_HOOK_NAME,
  TERMINATION_HOOK_NAME,
  weightsFolderOf,
} from './boot-settings.ts';
import { deployedBootPath } from './deployed-boot-path.ts';

export const BOOT_ENVIRONMENT_FILE = `${BOOT_FOLDERS.settings}/boot.env`;
export const WORKER_ENVIRONMENT_FILE = `${BOOT_FOLDERS.settings}/worker.env`;

/** User and group of the worker in its container: not root, and above the accounts of any base image. */
const WORKER_USER = 10_001;

/** @throws HubError when the group's boot path cannot be deployed */
export function bootEnvironment(settings: BootSettings): Readonly<Record<string, string>> {
  const { plan, fleet, kind } = settings;
  const group = groupOf(settings);
  return {
    AWS_REGION: plan.region,
    LAUNCH_HOOK_NAME,
    TERMINATION_HOOK_NAME,
    BOOT_TIMEOUT_SECONDS: String(group.bootTimeoutSeconds),
    LOCAL_FOLDER: BOOT_FOLDERS.localDisk,
    WEIGHTS_FOLDER: `${BOOT_FOLDERS.localDisk}/weights`,
    SCRATCH_FOLDER: `${BOOT_FOLDERS.localDisk}/scratch`,
    KEPT_WEIGHTS_FOLDER: BOOT_FOLDERS.keptWeights,
    KEEP_WEIGHTS: String('warmPool' in group && group.warmPool !== undefined),
    WEIGHTS_SOURCE: deployedBootPath(group.bootPath) === 'baked-ami' ? 'image' : 'bucket',
    WEIGHTS_URL: `s3://${settings.assetsBucketName}/${weightsFolderOf(plan)}`,
    WORKER_IMAGE: settings.workerImage,
    WORKER_USER: String(WORKER_USER),
    WORKER_ENVIRONMENT_FILE,
    CONTAINER_WEIGHTS_FOLDER: CONTAINER_FOLDERS.weights,
    READY_FILE,
    DRAIN_SECONDS: String(group.drainSeconds),
    LOG_GROUP_NAME: settings.logGroupName,
    LOG_STREAM_PREFIX: `${fleet.name}/${kind}`,
  };
}
