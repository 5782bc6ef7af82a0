/** The worker, as its container starts it. */
import { findBlender } from './blender/find-blender.ts';
import { variables } from './environment.ts';
import { stageSetOf } from './stages/sets/stage-set-of.ts';
import { startWorker } from './start-worker.ts';

await startWorker((settings, folder) => stageSetOf(settings, folder, findBlender(variables.PATH ?? '')));
