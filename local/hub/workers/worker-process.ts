/** The worker of `npm run hub`: the one that is deployed, but it ends at once when the hub is gone. */
import { findBlender } from '../../../worker/blender/find-blender.ts';
import { exitProcess, onParentGone, variables } from '../../../worker/environment.ts';
import { stageSetOf } from '../../../worker/stages/sets/stage-set-of.ts';
import { startWorker } from '../../../worker/start-worker.ts';

onParentGone(() => exitProcess(1));
const blender = variables.ASSET_HUB_BLENDER === 'none' ? undefined : findBlender(variables.PATH ?? '');
await startWorker((settings, folder) => stageSetOf(settings, folder, blender));
