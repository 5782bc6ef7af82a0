/** The worker, as its container starts it. Ends with 0 when it was told to end, and with 1 when it cannot work. */
import { join } from 'node:path';
import { HubError } from '../hub/errors.ts';
import { exitProcess, onStop, printError, variables } from './environment.ts';
import { HostError } from './host/host-error.ts';
import { runWorker } from './run-worker.ts';
import { readSettings } from './settings.ts';
import { sketchSet } from './stages/registry.ts';

const stop = new AbortController();
// A second Ctrl-C does not wait: the message comes again.
onStop(() => (stop.signal.aborted ? exitProcess(1) : stop.abort()));

try {
  const settings = readSettings(variables);
  const stageSet = sketchSet(join(settings.scratchFolder, 'models'));
  const metadataEndpoint = variables.AWS_EC2_METADATA_SERVICE_ENDPOINT;
  await runWorker({ settings, stageSet, metadataEndpoint, stop: stop.signal });
  // Kept-alive connections would hold it for a while.
  exitProcess(0);
} catch (error) {
  if (error instanceof HubError) printError(`error: ${error.message}${error.hint ? `\nhint: ${error.hint}` : ''}`);
  else if (error instanceof HostError) printError(`error: ${error.message}\nhint: node worker/doctor/main.ts`);
  else printError(String(error instanceof Error ? error.stack : error));
  exitProcess(1);
}
