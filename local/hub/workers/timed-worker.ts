/** What a worker of timed stages is told: how fast, and when its machine would have come up. */

import { meanOf } from '../../../hub/mean-of.ts';
import type { HubPlan } from '../../../hub/plan/hub-plan.ts';
import type { Seconds } from '../../../hub/units.ts';
import type { LocalGroup } from '../scaler/local-group.ts';

/** From the worker's own beginning until it says that it is ready: some files and a process for its heartbeat. */
const START_SECONDS: Seconds = 0.2;

/**
 * @param isAtStart the group's minimum stands before anything happens, as in the simulator
 * @returns environment variables
 */
export function timedWorkerVariables(
  plan: HubPlan,
  { plan: group }: LocalGroup,
  now: { readonly epochMilliseconds: number; readonly timeScale: number; readonly isAtStart: boolean },
): Readonly<Record<string, string>> {
  const { launchSeconds, bootSeconds, modelLoadSeconds } = plan.boot[group.bootPath]!;
  const upSeconds = (meanOf(launchSeconds) + meanOf(bootSeconds) + meanOf(modelLoadSeconds)) / now.timeScale;
  const readyAt = now.epochMilliseconds + Math.max(0, upSeconds - START_SECONDS) * 1000;
  return {
    ASSET_HUB_TIMED_STAGES: String(now.timeScale),
    ...(now.isAtStart ? {} : { ASSET_HUB_READY_AT: String(Math.round(readyAt)) }),
  };
}
