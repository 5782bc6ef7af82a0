/**
 * `npm run web:push -- --stack dev`: builds the submitters' page and puts it into the bucket of a stack. Needs credentials as
 * the AWS CLI does, and Pulumi to ask where the bucket is.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { errorText } from '../../hub/error-text.ts';
import { HubError } from '../../hub/errors.ts';
import { commandLine, print, printError, setExitCode } from './environment.ts';
import { putPage } from './put-page.ts';
import { readPageFiles } from './read-page-files.ts';

const USAGE = `npm run web:push -- --stack STACK [--folder FOLDER]
npm run web:push -- --bucket NAME --region REGION [--folder FOLDER]
  --stack   asks Pulumi where the page of this stack lies
  --bucket  puts it there instead, and asks nobody
  --folder  puts what is built there; default: builds web/dist first

  npm run web:push -- --stack prod
  npm run web:push -- --stack dev --folder ~/builds/page-0.2.0`;

const OPTIONS = {
  stack: { type: 'string' },
  bucket: { type: 'string' },
  region: { type: 'string' },
  folder: { type: 'string' },
  help: { type: 'boolean' },
} as const;

const root = join(import.meta.dirname, '../..');
const usage = (what: string) => new HubError('USAGE', what, { hint: USAGE });

const targetSchema = z.object({ bucket: z.string().min(1), region: z.string().min(1), url: z.string().optional() });
type Target = z.infer<typeof targetSchema>;

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw usage((error as Error).message);
  }
}

/** What it writes to standard error goes to the person who waits for it. */
async function call(command: string, args: readonly string[], hint: string): Promise<string> {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const output = text(child.stdout);
  try {
    const [exitCode] = await ended;
    if (exitCode === 0) return await output;
  } catch (cause) {
    throw new HubError('USAGE', `${command} is not there`, { hint: `install ${command}`, cause });
  }
  throw new HubError('USAGE', `${[command, ...args].join(' ')} has failed\n${(await output).trim()}`, { hint });
}

async function targetOf({ stack, bucket, region }: ReturnType<typeof readArguments>): Promise<Target> {
  if (bucket !== undefined && region !== undefined && stack === undefined) return { bucket, region };
  if (stack === undefined || bucket !== undefined || region !== undefined) {
    throw usage('name a stack, or a bucket and its region');
  }
  const hint = `pulumi up --stack ${stack}, which makes the bucket`;
  const said = await call('pulumi', ['stack', 'output', 'page', '--stack', stack, '--json'], hint);
  const target = targetSchema.safeParse(JSON.parse(said));
  if (target.success) return target.data;
  throw new HubError('USAGE', `stack ${stack} does not say where its page lies (saw ${said.trim()})`, { hint });
}

async function folderOf({ folder }: ReturnType<typeof readArguments>): Promise<string> {
  if (folder !== undefined) return resolve(folder);
  await call('npm', ['run', '--silent', 'web:build'], 'mend what it says, and run this again');
  return join(root, 'web/dist');
}

async function push(args: readonly string[]): Promise<void> {
  const order = readArguments(args);
  if (order.help) return print(USAGE);
  const { bucket, region, url } = await targetOf(order);
  const files = readPageFiles(await folderOf(order));
  const put = await putPage({
    s3: new S3Client({ region }),
    bucket,
    files,
    onFile: ({ key, body }, wasPut) => {
      if (wasPut) printError(`put ${key}, ${body.length} bytes`);
    },
  }).catch((error: unknown) => {
    throw new HubError('USAGE', `the page was not released: S3 says '${(error as Error).message}' of ${bucket}`, {
      hint: 'check credentials (aws sts get-caller-identity) and the name of the bucket, and run this again',
      cause: error,
    });
  });
  const kept = files.flat().length - put.length;
  printError(
    put.length === 0 ? `nothing to put: all ${kept} files are there` : `${put.length} put, ${kept} were there`,
  );
  print(url ?? `s3://${bucket}`);
}

await push(commandLine()).catch((error: unknown) => {
  if (!(error instanceof HubError)) throw error;
  printError(errorText(error));
  setExitCode(1);
});
