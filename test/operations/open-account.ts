/** An AWS account that is empty but for what AWS itself has there, and a machine on which somebody works through the page. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { neededFiles, placeOf, readModelCatalog } from '../../worker/models/model-catalog.ts';
import { captureLines } from '../moto/capture-lines.ts';
import { startMoto } from '../moto/start-moto.ts';
import type { ProgramRecord } from '../pulumi-host/program-record.ts';
import { single } from '../pulumi-host/queries.ts';
import { recordedStack, type StackName } from '../pulumi-host/recorded-stack.ts';
import { awsProgram, type InvokeAdvance } from './aws-program.ts';
import { dockerProgram } from './docker-program.ts';
import { makeGround } from './make-on-moto.ts';
import { makeTroubles } from './make-troubles.ts';
import { npmProgram } from './npm-program.ts';
import { packerProgram } from './packer-program.ts';
import type { Answer } from './program.ts';
import { pulumiProgram } from './pulumi-program.ts';
import { type AwsCli, startAwsCli } from './start-aws-cli.ts';
import { loadRecorded, startJobApi } from './start-job-api.ts';
import { startStandIns } from './start-stand-ins.ts';

/** What vite leaves, as small as it can be. */
const BUILT_PAGE: Readonly<Record<string, string>> = {
  'index.html': '<!doctype html><script type="module" src="/assets/index-DuR1Xs9k.js"></script>',
  'assets/index-DuR1Xs9k.js': 'export {};',
};
const PROJECT_FOLDER = join(import.meta.dirname, '../..');
/** What an export has made, and what was fetched before: nothing is fetched here. Each file has its own name for content. */
const WEIGHTS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...Object.entries(readModelCatalog().groups).flatMap(([name, group]) =>
      neededFiles(group).map(file => placeOf(name, file)),
    ),
    'sdxl/unet/model.onnx_data',
  ]
    .toSorted()
    .map(place => [place, place]),
);

export type Account = {
  readonly record: ProgramRecord;
  /** To look at what the page left. */
  readonly cli: AwsCli;
  /** Runs a script of `pageScript` in the project's folder, with the stand-ins first on its PATH. */
  readonly run: (script: string) => Promise<Answer>;
  /** @throws Error with what failed and where, as `line 42: aws ...` */
  readonly expectToWork: (script: string) => Promise<void>;
};

/** One to a process, and with it it ends. */
export async function openAccount(stack: StackName): Promise<Account> {
  const record = await recordedStack(stack);
  const home = mkdtempSync(join(tmpdir(), 'asset-hub-operations-'));
  process.once('exit', () => rmSync(home, { recursive: true, force: true }));
  furnish(home);
  const cli = await startAwsCli(PROJECT_FOLDER);
  const userPool = await makeGround(cli, single(record, { type: 'aws:cognito/userPoolClient:UserPoolClient' }));
  const url = await startJobApi(record, userPool);
  const moto = await startMoto();
  const environmentOf = (variables: Readonly<Record<string, string>>) => ({
    ...variables,
    // Credentials, as somebody's `aws configure` leaves them, and where AWS is: for programs that call it by its SDK.
    ...moto.variables,
    HOME: home,
    TMPDIR: join(home, 'tmp'),
    PATH: `${join(home, 'bin')}:${process.env.PATH}`,
  });
  const environment: Readonly<Record<string, string>> = environmentOf(
    await startStandIns(join(home, 'bin'), {
      aws: awsProgram(cli, await invokeAdvanceOf(record)),
      pulumi: pulumiProgram({
        ...{ cli, stack, record, outputs: { url, userPool } },
        onMade: () => makeTroubles(cli, record),
      }),
      docker: dockerProgram(cli, PROJECT_FOLDER),
      packer: packerProgram(cli),
      npm: npmProgram({
        projectFolder: PROJECT_FOLDER,
        builtPageFolder: join(home, 'page'),
        modelLockFile: join(home, 'models.lock.json'),
        environment: () => environment,
      }),
    }),
  );
  const run = (script: string) => runScript(script, home, environment);
  return {
    record,
    cli,
    run,
    expectToWork: async script => {
      const { exitCode, stderr } = await run(script);
      if (exitCode !== 0) throw Object.assign(new Error('the page does not work'), { details: stderr });
    },
  };
}

/** The folders that weights and the built page are taken from. */
function furnish(home: string): void {
  const files = { ...prefixed('asset-hub/weights', WEIGHTS), ...prefixed('page', BUILT_PAGE) };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(home, path, '..'), { recursive: true });
    writeFileSync(join(home, path), content);
  }
  mkdirSync(join(home, 'tmp'));
}

const prefixed = (folder: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));

/** What the manifest of the weights must be: lines of sha256sum, by name. */
export const WEIGHTS_MANIFEST = Object.entries(WEIGHTS)
  .map(([path, content]) => `${createHash('sha256').update(content).digest('hex')}  ${path}\n`)
  .join('');

async function invokeAdvanceOf(record: ProgramRecord): Promise<InvokeAdvance> {
  const advance = await loadRecorded<unknown>(record, 'advance', 'status-events-advance-function');
  return async event => {
    try {
      return { answer: (await captureLines(() => advance(event))).result, hasFailed: false };
    } catch (error) {
      return { answer: { errorMessage: (error as Error).message }, hasFailed: true };
    }
  };
}

async function runScript(script: string, home: string, env: Readonly<Record<string, string>>): Promise<Answer> {
  const file = join(home, 'page.sh');
  writeFileSync(file, script);
  const child = spawn('bash', [file], {
    cwd: PROJECT_FOLDER,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number>(resolve => child.once('close', code => resolve(code ?? 1)));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  // What fails inside `$(...)` in the words of another command ends neither; the trap names it all the same.
  const isBroken = /^line \d+: /m.test(stderr);
  return { exitCode: (await ended) || Number(isBroken), stdout, stderr };
}
