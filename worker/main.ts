/** The worker, as its container starts it. */
import { findBlender } from './blender/find-blender.ts';
import { variables } from './environment.ts';
import { MODEL_LOCK_FILE, readModelLock } from './models/model-lock.ts';
import { standInSet } from './stages/sets/stand-in-set.ts';
import { weightsSet } from './stages/sets/weights-set.ts';
import { startWorker } from './start-worker.ts';

await startWorker(({ hasStandIns, weightsFolder, queues }, folder) =>
  hasStandIns
    ? standInSet({ folder, blender: findBlender(variables.PATH ?? '') })
    : weightsSet({
        weightsFolder,
        lock: readModelLock(MODEL_LOCK_FILE),
        served: queues.flatMap(({ stages }) => stages),
      }),
);
