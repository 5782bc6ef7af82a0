/** What user data is made from. The caller knows the names that AWS gave; all else is in the plan. */
import type { BaseGroup, BurstGroup, Fleet, HubPlan } from '../../hub/plan/hub-plan.ts';

/** The launch hook that the boot scripts answer. */
export const LAUNCH_HOOK_NAME = 'launch';
/** The termination hook that the worker answers. */
export const TERMINATION_HOOK_NAME = 'termination';
/** In the assets bucket; holds `manifest.sha256` (lines of sha256sum) and the files it names. */
export const WEIGHTS_PREFIX = 'weights';

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
