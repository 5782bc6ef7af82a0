/** What user data is made from. The caller knows the names that AWS gave; all else is in the plan. */
import type { BaseGroup, BurstGroup, Fleet, HubPlan } from '../../hub/plan/hub-plan.ts';

/** The launch hook that the boot scripts answer. */
export const LAUNCH_HOOK_NAME = 'launch';
/** The termination hook: the worker answers it when its job is done; before there is one, the boot scripts do. */
export const TERMINATION_HOOK_NAME = 'termination';
/** In the assets bucket; has a folder for each release of the weights. */
export const WEIGHTS_PREFIX = 'weights';

/**
 * The folder of the plan's release, without a slash at its end: `manifest.sha256` (lines of sha256sum) and the files it
 * names. A release that instances load is never written over: for as long as that takes, each start would meet old sums
 * and new bytes, and be given up.
 *
 * @example weightsFolderOf(plan)   // 'weights/1'
 */
export const weightsFolderOf = ({ images }: Pick<HubPlan, 'images'>): string =>
  `${WEIGHTS_PREFIX}/${images.weightsRelease}`;

export type GroupKind = 'base' | 'burst';

export type BootSettings = {
  readonly plan: HubPlan;
  readonly fleet: Fleet;
  readonly kind: GroupKind;
  /** `registry/repository:tag`. */
  readonly workerImage: string;
  readonly assetsBucketName: string;
  readonly jobTableName: string;
  readonly logGroupName: string;
  /** By the queue's name in the plan; every queue of the fleet. */
  readonly queueUrls: Readonly<Record<string, string>>;
};

/** @throws Error when the fleet has no such group, which is a mistake of the program, not of the plan */
export function groupOf({ fleet, kind }: Pick<BootSettings, 'fleet' | 'kind'>): BaseGroup | BurstGroup {
  const group = fleet[kind];
  if (group === undefined) throw new Error(`fleet ${fleet.name} has no ${kind} group`);
  return group;
}
