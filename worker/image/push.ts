/**
 * `npm run image:push -- --stack dev --repository URL`: builds the worker's image and pushes it to the repository of a stack, under
 * the tag of the stack file. Needs docker with buildx and the AWS CLI. Invariant: a tag that is there is left as it is; the
 * repository would refuse it, too, but only after the build.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { errorText } from '../../hub/error-text.ts';
import { HubError } from '../../hub/errors.ts';
import { parseStackConfig } from '../../hub/plan/parse-stack-config.ts';
import { commandLine, print, printError, setExitCode } from '../environment.ts';

const USAGE = `npm run image:push -- --stack STACK --repository REGISTRY/NAME [--tag TAG] [--target generation|rigging]
  --repository  as pulumi stack output workerRepositoryUrl says
  --tag         default: images.workerImageTag of the stack file
  --target      default: rigging, which does the work of all fleets`;

const OPTIONS = {
  stack: { type: 'string' },
  repository: { type: 'string' },
  tag: { type: 'string' },
  target: { type: 'string' },
} as const;

const root = join(import.meta.dirname, '../..');
const usage = (what: string) => new HubError('USAGE', what, { hint: USAGE });

type Order = { readonly registry: string; readonly name: string; readonly tag: string; readonly target: string };

function readOrder(args: readonly string[]): Order {
  const { stack, repository, tag, target = 'rigging' } = parse(args);
  const [, registry, name] = /^([^/]+\.amazonaws\.com)\/([a-z0-9._/-]+)$/.exec(repository ?? '') ?? [];
  if (registry === undefined || name === undefined) throw usage(`no repository in ECR was named (saw ${repository})`);
  if (target !== 'generation' && target !== 'rigging') throw usage(`the Dockerfile has no target ${target}`);
  return { registry, name, tag: tag ?? tagOf(stack), target };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw usage((error as Error).message);
  }
}

function tagOf(stack: string | undefined): string {
  if (stack === undefined) throw usage('neither a stack nor a tag was named');
  const file = `Pulumi.${stack}.yaml`;
  const read = parseStackConfig({ text: textOf(file), file, stack });
  if (read.kind === 'problems') {
    const [problem] = read.problems;
    throw new HubError('CONFIG_INVALID', `${file} is wrong: ${problem?.message}`, {
      hint: `npx asset-sim config --stack ${stack}`,
    });
  }
  return read.plan.images.workerImageTag;
}

function textOf(file: string): string {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch (cause) {
    throw new HubError('FILE_UNREADABLE', `${file} cannot be read`, {
      hint: 'name a stack that has a file here',
      cause,
    });
  }
}

type Ended = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

/** @param isShown what it writes goes to the person who waits for it */
async function call(command: string, args: readonly string[], input = '', isShown = false): Promise<Ended> {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['pipe', isShown ? 'inherit' : 'pipe', isShown ? 'inherit' : 'pipe'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', () => {
      reject(
        new HubError('USAGE', `${command} is not there`, {
          hint: `install ${command}; see docs/OPERATIONS.md, section 1`,
        }),
      );
    });
    child.once('close', code => resolve(code ?? 1));
  });
  // Who does not read its input ends before it has it all.
  child.stdin?.on('error', () => {}).end(input);
  const outputs = [child.stdout, child.stderr].map(stream => (stream === null ? '' : text(stream)));
  const [exitCode, stdout = '', stderr = ''] = await Promise.all([ended, ...outputs]);
  return { exitCode, stdout, stderr };
}

async function mustCall(command: string, args: readonly string[], input?: string, isShown?: boolean): Promise<string> {
  const { exitCode, stdout, stderr } = await call(command, args, input, isShown);
  if (exitCode === 0) return stdout;
  throw new HubError('USAGE', `${[command, ...args.slice(0, 2)].join(' ')} ended with ${exitCode}\n${stderr.trim()}`, {
    hint: 'mend that, and run this again',
  });
}

async function push({ registry, name, tag, target }: Order): Promise<void> {
  // 1. Is there one already?
  const image = ['--repository-name', name, '--image-ids', `imageTag=${tag}`];
  const found = await call('aws', ['ecr', 'describe-images', ...image]);
  if (found.exitCode === 0) {
    throw new HubError('USAGE', `${name} has an image ${tag} already`, {
      hint: 'raise images.workerImageTag in the stack file: instances trust that a tag never means another image',
    });
  }
  if (!found.stderr.includes('ImageNotFoundException')) {
    throw new HubError('USAGE', `ECR could not be asked\n${found.stderr.trim()}`, {
      hint: 'check credentials and region',
    });
  }
  // 2. Log in, without the password on any command line.
  const password = await mustCall('aws', ['ecr', 'get-login-password']);
  await mustCall('docker', ['login', '--username', 'AWS', '--password-stdin', registry], password);
  // 3. Build and push. Without provenance a tag is one manifest; with it, it is three, which may all count among the images
  // that the repository keeps.
  const build = ['--platform', 'linux/amd64', '--provenance=false', '--file', 'worker/Dockerfile', '--target', target];
  const reference = `${registry}/${name}:${tag}`;
  await mustCall('docker', ['buildx', 'build', ...build, '--tag', reference, '--push', '.'], '', true);
  print(reference);
}

async function run(): Promise<void> {
  await push(readOrder(commandLine()));
}

await run().catch((error: unknown) => {
  if (!(error instanceof HubError)) throw error;
  printError(errorText(error));
  setExitCode(1);
});
