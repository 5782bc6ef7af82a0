/** A worker as a process: its settings from the environment, its signals, and how it ends. */
import { join } from 'node:path';
import { errorText } from '../hub/error-text.ts';
import { HubError } from '../hub/errors.ts';
import { exitProcess, onStop, printError, variables } from './environment.ts';
import { HostError } from './host/host-error.ts';
import { runWorker } from './run-worker.ts';
import { readSettings, type WorkerSettings } from './settings.ts';
import type { StageSet } from './stages/stage-set.ts';

/**
 * Ends the process: with 0 when it was told to end, with 1 when it cannot work.
 *
 * @param stageSetBy its stages; models that are made and not fetched are written into that folder
 */
export async function startWorker(
  stageSetBy: (settings: WorkerSettings, modelFolder: string) => StageSet,
): Promise<never> {
  const stop = new AbortController();
  // A second Ctrl-C does not wait: the message comes again.
  onStop(() => (stop.signal.aborted ? exitProcess(1) : stop.abort()));
  try {
    const settings = readSettings(variables);
    await runWorker({
      settings,
      stageSet: stageSetBy(settings, join(settings.scratchFolder, 'models')),
      metadataEndpoint: variables.AWS_EC2_METADATA_SERVICE_ENDPOINT,
      stop: stop.signal,
    });
  } catch (error) {
    printError(textOf(error));
    exitProcess(1);
  }
  // Kept-alive connections would hold it for a while.
  exitProcess(0);
}

/** What a person can mend is said in one line, with what to do. */
function textOf(error: unknown): string {
  if (error instanceof HubError) return errorText(error);
  if (error instanceof HostError) return `error: ${error.message}\nhint: node worker/doctor/main.ts`;
  return String(error instanceof Error ? error.stack : error);
}
