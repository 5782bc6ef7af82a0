/**
 * Starts Pulumi's own Node language host, `@pulumi/pulumi/cmd/run`, with the arguments and the environment that
 * pulumi-language-nodejs gives it, and waits for its end.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ProgramRoot } from './program-root.ts';

export type LanguageHostOptions = {
  readonly root: ProgramRoot;
  /** host:port of the engine, which serves both the resource monitor and the log. */
  readonly engineAddress: string;
  readonly isPreview: boolean;
  /** Added to an otherwise empty environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly limitSeconds: number;
};

export type LanguageHostRun = {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
};

/** As many operations at a time as `pulumi up` allows by default on 4 cores (`--parallel`, 4 x cores). */
const PARALLEL_COUNT = 16;

const live = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of live) killGroup(child);
});

/** @throws Error when the program has not ended within the limit; it and all it started are killed then */
export async function runLanguageHost(options: LanguageHostOptions): Promise<LanguageHostRun> {
  const { root, limitSeconds } = options;
  const child = spawn(process.execPath, argumentsOf(options), {
    cwd: root.programFolder,
    env: environmentOf(options),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a process group of its own: the limit ends what the program started, too
  });
  live.add(child);
  child.on('exit', () => killGroup(child)); // what the program leaves running, which would keep its output open
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', text => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', text => (stderr += text));
  let isOverTime = false;
  const limit = setTimeout(() => {
    isOverTime = true;
    killGroup(child);
  }, limitSeconds * 1000);
  try {
    const [exitCode, signal] = await endOf(child);
    if (isOverTime) throw overTime(limitSeconds, stdout + stderr);
    if (exitCode === null) throw new Error(`the Pulumi program was ended by ${signal}\n${stdout}${stderr}`.trimEnd());
    return { exitCode, stdout, stderr };
  } finally {
    clearTimeout(limit);
    live.delete(child);
  }
}

function overTime(limitSeconds: number, printed: string): Error {
  const last = printed === '' ? 'It printed nothing.' : `It printed:\n${printed.trimEnd()}`;
  return new Error(`the Pulumi program did not end within ${limitSeconds} s and was killed. ${last}`);
}

/**
 * In the order of constructArguments of pulumi-language-nodejs. `--sync` is left out: it names the pipes of synchronous
 * invokes, which no SDK in use makes. Source: github.com/pulumi/pulumi, sdk/nodejs/cmd/pulumi-language-nodejs/main.go,
 * read 2026-11-23. [H]
 */
function argumentsOf({ root, engineAddress, isPreview }: LanguageHostOptions): string[] {
  const runPath = createRequire(join(root.programFolder, root.entryPoint)).resolve('@pulumi/pulumi/cmd/run');
  return [
    runPath,
    ...['--monitor', engineAddress],
    ...['--engine', engineAddress],
    ...['--organization', 'organization'],
    ...['--project', root.project],
    ...['--root-directory', root.rootFolder],
    ...['--stack', root.stack],
    ...['--pwd', root.programFolder],
    ...(isPreview ? ['--dry-run'] : []),
    ...['--parallel', `${PARALLEL_COUNT}`],
    root.entryPoint,
  ];
}

/**
 * Hermetic, so that a record depends on files alone: nothing of the tester's own AWS, Pulumi or Node settings gets in.
 * The compile cache holds V8's bytecode of the Pulumi SDKs: importing them took 1.0 s with it and 2.2 s without, on 2 busy
 * cores (nodejs.org/api/module.html, "Module compile cache").
 */
function environmentOf({ root, env }: LanguageHostOptions): NodeJS.ProcessEnv {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  return {
    PATH,
    HOME,
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/asset-hub/compile'),
    PULUMI_CONFIG: JSON.stringify(root.config),
    PULUMI_CONFIG_SECRET_KEYS: '[]',
    ...(root.isTypescriptCompiled ? { PULUMI_NODEJS_TYPESCRIPT: 'true' } : {}),
    ...env,
  };
}

function endOf(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => resolve([exitCode, signal]));
  });
}

/** A group that has already ended cannot be killed, which is fine. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
