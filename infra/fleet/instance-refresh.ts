import type { types } from '@pulumi/aws';

/**
 * What a change of the launch template does to running instances: they are replaced, a tenth at a time, each after its
 * successor is in service. So a group of one never goes without, and the quota that has room for a tenth more is enough.
 *
 * A worker that is busy protects its instance from scale-in, and a refresh could wait for it in vain: it waits one hour,
 * and the next job begins seconds after the last (EC2 Auto Scaling API, RefreshPreferences, 2026-08-07 [H]). `Refresh` ends
 * protected instances like any other, which here means that the terminating hook lets the job finish.
 */
export const INSTANCE_REFRESH = {
  strategy: 'Rolling',
  preferences: {
    minHealthyPercentage: 100,
    maxHealthyPercentage: 110,
    scaleInProtectedInstances: 'Refresh',
    // When new instances do not become ready, the group goes back to the version that did.
    autoRollback: true,
  },
  // Tags reach an instance only when it is launched. The template is always a trigger.
  triggers: ['tag'],
} satisfies types.input.autoscaling.GroupInstanceRefresh;
