/**
 * The worker of `npm run hub`: the one that is deployed, but it ends at once when the hub is gone. Variables beside the worker's
 * own: ASSET_HUB_BLENDER=none; ASSET_HUB_TIMED_STAGES, how many times as fast as the plan; ASSET_HUB_READY_AT, epoch
 * milliseconds before which it does not come up.
 */
import { findBlender } from '../../../worker/blender/find-blender.ts';
import { exitProcess, onParentGone, sleep, variables } from '../../../worker/environment.ts';
import { stageSetOf } from '../../../worker/stages/sets/stage-set-of.ts';
import { startWorker } from '../../../worker/start-worker.ts';
import { nowMilliseconds } from '../../environment.ts';
import { timedSet } from './timed-stages.ts';

onParentGone(() => exitProcess(1));
const { ASSET_HUB_BLENDER, ASSET_HUB_TIMED_STAGES, ASSET_HUB_READY_AT, PATH = '' } = variables;
if (ASSET_HUB_READY_AT !== undefined) await sleep(Math.max(0, Number(ASSET_HUB_READY_AT) - nowMilliseconds()) / 1000);
const blender = ASSET_HUB_BLENDER === 'none' ? undefined : findBlender(PATH);
await startWorker((settings, folder) =>
  ASSET_HUB_TIMED_STAGES === undefined
    ? stageSetOf(settings, folder, blender)
    : timedSet(settings.stageSeconds, Number(ASSET_HUB_TIMED_STAGES)),
);
