/** The worker as it is deployed, but for its stages. Variables: CHAOS_NOTES_FILE, CHAOS_STAGE_MILLISECONDS. */
import { startWorker } from '../../worker/start-worker.ts';
import { chaosSet } from './chaos-stages.ts';

const { CHAOS_NOTES_FILE = '', CHAOS_STAGE_MILLISECONDS = '' } = process.env;
await startWorker((_settings, modelFolder) =>
  chaosSet(modelFolder, CHAOS_NOTES_FILE, Number(CHAOS_STAGE_MILLISECONDS)),
);
