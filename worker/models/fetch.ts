/**
 * `npm run models:fetch`: the models' files from their sources or from an export into a folder, from there into the bucket that
 * instances load from, or from that bucket into a folder. Results on standard output, progress on standard error.
 */
import { parseArgs } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import { errorText } from '../../hub/error-text.ts';
import { HubError } from '../../hub/errors.ts';
import {
  commandLine,
  drawRatio,
  monotonicSeconds,
  onStop,
  print,
  printError,
  setExitCode,
  sleep,
} from '../environment.ts';
import { chosenGroups } from './chosen-groups.ts';
import { fetchModels } from './fetch-models.ts';
import { readModelCatalog } from './model-catalog.ts';
import { MODEL_LOCK_FILE, readModelLock } from './model-lock.ts';
import { progressLine } from './progress-line.ts';
import { stageFromBucket } from './stage-from-bucket.ts';
import { stageToBucket } from './stage-to-bucket.ts';
import { parseWeightsUrl } from './weights-url.ts';

const USAGE = `npm run models:fetch -- --to FOLDER [--group NAME]... [--made NAME]... [--stage-to s3://BUCKET/weights/RELEASE]
npm run models:fetch -- --to FOLDER --from s3://BUCKET/weights/RELEASE

  --to FOLDER     where the files go; an interrupted fetch goes on there
  --group NAME    only these models (default: all of models.json)
  --made NAME     these lie in FOLDER/NAME as an export made them: nothing of them is fetched, and all that lies there is locked
  --stage-to URL  then puts the folder where instances load weights from; a release is never changed
  --from URL      takes the files from there instead of from their sources
  --lock FILE     sums of the files; what is not in it yet is written to it (default: worker/models/models.lock.json)
  --catalog FILE  the models (default: worker/models/models.json)
  --parallel N    requests at once for each file (default: 8)`;

const OPTIONS = {
  to: { type: 'string' },
  group: { type: 'string', multiple: true },
  made: { type: 'string', multiple: true },
  'stage-to': { type: 'string' },
  from: { type: 'string' },
  lock: { type: 'string' },
  catalog: { type: 'string' },
  parallel: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

async function run(args: readonly string[], signal: AbortSignal): Promise<void> {
  const { values } = parse(args);
  if (values.help) return print(USAGE);
  const { to: folder, group: names = [], made = [], from, 'stage-to': stageTo } = values;
  if (folder === undefined) throw new HubError('USAGE', 'no folder was named', { hint: `say --to FOLDER\n${USAGE}` });
  const parallelCount = Number(values.parallel ?? 8);
  if (!Number.isInteger(parallelCount) || parallelCount < 1) {
    throw new HubError('USAGE', `--parallel takes a whole number (saw ${values.parallel})`, {
      hint: 'say --parallel 8',
    });
  }
  const onBytes = progressLine(printError, monotonicSeconds);
  const ports = { parallelCount, signal, sleep, drawRatio, onBytes };
  // Both are read before anything is fetched: a mistake in the second would be told after hours.
  const [source, target] = [from, stageTo].map(url => (url === undefined ? undefined : parseWeightsUrl(url)));
  if (source !== undefined) {
    await stageFromBucket(new S3Client({}), source, folder, ports);
    return print(`${from} is in ${folder}`);
  }
  const lockFile = values.lock ?? MODEL_LOCK_FILE;
  const groups = chosenGroups(readModelCatalog(values.catalog), { names, made }, folder, readModelLock(lockFile));
  await fetchModels(groups, folder, lockFile, {
    ...ports,
    onFile: (place, { sha256 }, isNew) => print(`${sha256}  ${place}${isNew ? '' : '  (was here)'}`),
  });
  if (target === undefined) return;
  const putCount = await stageToBucket(new S3Client({}), folder, target, { onBytes });
  print(putCount === 0 ? `${stageTo} is there already` : `${stageTo}: ${putCount} files, and the manifest`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS });
  } catch (cause) {
    throw new HubError('USAGE', (cause as Error).message, { hint: USAGE, cause });
  }
}

const stop = new AbortController();
onStop(() => stop.abort(new HubError('INTERRUPTED', 'interrupted', { hint: 'run it again to go on from here' })));
await run(commandLine(), stop.signal).catch((error: unknown) => {
  if (!(error instanceof HubError)) throw error;
  printError(errorText(error));
  setExitCode(error.code === 'USAGE' ? 2 : error.code === 'INTERRUPTED' ? 130 : 1);
});
