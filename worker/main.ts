/** The worker, as its container starts it. */
import { sketchSet } from './stages/registry.ts';
import { startWorker } from './start-worker.ts';

await startWorker(sketchSet);
