/**
 * `npm run worker:doctor`: looks at all that a worker needs where it is started, and says what to do. In the container of an
 * instance: `docker exec asset-hub-worker node worker/doctor/main.ts`. Ends with 1 when something is wrong. Changes nothing.
 */
import { parseArgs } from 'node:util';
import { HubError } from '../../hub/errors.ts';
import { autoScalingClient, s3Client, sqsClient, tableClient } from '../aws-clients.ts';
import { commandLine, monotonicSeconds, print, printError, setExitCode, variables } from '../environment.ts';
import { metadataClient } from '../instance/metadata-client.ts';
import { MODEL_LOCK_FILE, readModelLock } from '../models/model-lock.ts';
import { readSettings, type WorkerSettings } from '../settings.ts';
import { type Check, fine, runChecks, wrong } from './finding.ts';
import { blenderCheck, diskCheck, inferenceCheck, metadataCheck } from './machine-checks.ts';
import { permissionChecks } from './permission-checks.ts';
import { renderFindings } from './render-findings.ts';
import { weightsCheck } from './weights-check.ts';

const USAGE = `npm run worker:doctor -- [--json] [--deep] [--cpu] [--no-blender]
  --json        the findings as JSON
  --deep        sums the weights, which takes as long as reading them
  --cpu         no GPU is wanted here
  --no-blender  this worker serves no queue that needs it`;

const OPTIONS = {
  json: { type: 'boolean' },
  deep: { type: 'boolean' },
  cpu: { type: 'boolean' },
  'no-blender': { type: 'boolean' },
} as const;

type Flags = { readonly deep?: boolean; readonly cpu?: boolean; readonly 'no-blender'?: boolean };

/** What can be looked at without settings, is, so that one run shows all there is to mend. */
function checksOf(flags: Flags): readonly Check[] {
  const settings = settingsOrError();
  const machine = [
    inferenceCheck(flags.cpu === true ? 'cpu' : 'cuda'),
    ...(flags['no-blender'] === true ? [] : [blenderCheck('blender')]),
  ];
  if (settings instanceof HubError) {
    const finding = wrong(settings.message, settings.hint ?? 'set what is missing');
    return [{ name: 'settings', run: async () => finding }, ...machine];
  }
  return [
    { name: 'settings', run: async () => fine(`${settings.stack}, ${settings.fleet} ${settings.group}`) },
    metadataCheck(settings.instanceId === undefined ? undefined : metadata()),
    diskCheck(settings.scratchFolder),
    weightsCheck(settings.weightsFolder, readModelLock(MODEL_LOCK_FILE), flags.deep === true),
    ...machine,
    ...permissionChecks(settings, clients()),
  ];
}

function settingsOrError(): WorkerSettings | HubError {
  try {
    return readSettings(variables);
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
}

const metadata = () => metadataClient({ endpoint: variables.AWS_EC2_METADATA_SERVICE_ENDPOINT, monotonicSeconds });

const clients = () => ({ sqs: sqsClient(), table: tableClient(), s3: s3Client(), autoScaling: autoScalingClient() });

async function run(args: readonly string[]): Promise<void> {
  let flags: Flags & { readonly json?: boolean };
  try {
    flags = parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    printError(`${(error as Error).message}\nhint: ${USAGE}`);
    return setExitCode(2);
  }
  const findings = await runChecks(checksOf(flags));
  print(flags.json === true ? JSON.stringify({ findings }, undefined, 2) : renderFindings(findings));
  setExitCode(findings.some(({ kind }) => kind === 'wrong') ? 1 : 0);
}

await run(commandLine());
