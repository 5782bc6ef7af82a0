/**
 * The two moments at which a group waits for its instance: before it counts as in service, until its worker is ready; and
 * before it ends, until its worker is idle.
 *
 * A group has the hooks twice, from this one list. As `initialLifecycleHooks` they exist before its first instance does: an
 * instance that slipped through without would count, or be stopped into the warm pool, half-booted. But the provider
 * replaces a group whose initial hooks change (terraform-provider-aws, internal/service/autoscaling/group.go, ForceNew
 * [H]), so changes to them are ignored there, and every later change is made by a `LifecycleHook` of the same name, which
 * AWS updates in place.
 */
import type { BaseGroup, BurstGroup } from '../../hub/plan/hub-plan.ts';
import type { Seconds } from '../../hub/units.ts';
import { LAUNCH_HOOK_NAME, TERMINATION_HOOK_NAME } from '../boot/boot-settings.ts';

export type LifecycleHookSettings = {
  readonly name: string;
  readonly lifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' | 'autoscaling:EC2_INSTANCE_TERMINATING';
  readonly heartbeatTimeout: Seconds;
  /** What happens to an instance that never answers. */
  readonly defaultResult: 'ABANDON' | 'CONTINUE';
};

/**
 * The hooks of a group. An instance that cannot boot is given up and replaced; one that cannot finish its job in time is
 * ended all the same, and the job comes back to the queue.
 */
export function lifecycleHooksOf({
  bootTimeoutSeconds,
  drainSeconds,
}: Pick<BaseGroup | BurstGroup, 'bootTimeoutSeconds' | 'drainSeconds'>): readonly LifecycleHookSettings[] {
  return [
    {
      name: LAUNCH_HOOK_NAME,
      lifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
      heartbeatTimeout: bootTimeoutSeconds,
      defaultResult: 'ABANDON',
    },
    {
      name: TERMINATION_HOOK_NAME,
      lifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      heartbeatTimeout: drainSeconds,
      defaultResult: 'CONTINUE',
    },
  ];
}
