/**
 * The Python packages that tests use, installed on demand. Invariant: an environment that is there is complete, because it
 * is built under another name and renamed at the end.
 *
 * Several test processes may ask at once: the first takes a lock and builds, the others wait for it. A lock whose owner has
 * died does not count. Should two processes build after all, the first to finish wins and the other's work is thrown away.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const runFile = promisify(execFile);
const projectFolder = join(import.meta.dirname, '../..');
/** Seen: 20 s on two free cores, 130 s with twelve others waiting for them. */
const INSTALL_SECONDS_MAX = 300;
const LOOK_AGAIN_MILLISECONDS = 200;
/**
 * The file lists everything, so pip has nothing to resolve; and Python compiles what is used when it is used. Together they
 * save half of the processor time: 9 s instead of 18 s.
 */
const PIP_INSTALL = [
  '-m',
  'pip',
  'install',
  '--quiet',
  '--disable-pip-version-check',
  '--no-deps',
  '--no-compile',
  '-r',
];

export type PythonEnvironmentOptions = {
  /** A requirements file of exact versions. */
  readonly requirements: string;
  /** The environments stand here, each under the hash of its requirements. */
  readonly cacheFolder: string;
  /** The interpreter that makes them. */
  readonly python: string;
};

/**
 * The interpreter that has the packages of test/moto/requirements.txt. Builds it first where it is missing, which takes
 * half a minute, a working `python3 -m venv`, and PyPI.
 *
 * @example execFileSync(await pythonPath(), ['-c', 'import hcl2, sys; print(hcl2.load(sys.stdin))'], { input: hclText })
 */
export function pythonPath(): Promise<string> {
  return pythonEnvironment({
    requirements: join(import.meta.dirname, 'requirements.txt'),
    cacheFolder: join(projectFolder, 'node_modules/.cache/asset-hub'),
    python: 'python3',
  });
}

/** @throws Error of one line, with the command that mends it, when Python, its venv module or PyPI is missing */
export async function pythonEnvironment(options: PythonEnvironmentOptions): Promise<string> {
  const hash = createHash('sha256').update(readFileSync(options.requirements)).digest('hex').slice(0, 12);
  const folder = join(options.cacheFolder, `python-${hash}`);
  const interpreter = join(folder, 'bin', 'python');
  if (existsSync(interpreter)) return interpreter;
  mkdirSync(options.cacheFolder, { recursive: true });
  const lock = `${folder}.lock`;
  while (!takeLock(lock)) await sleep(LOOK_AGAIN_MILLISECONDS);
  try {
    if (!existsSync(interpreter)) await build(folder, options);
  } finally {
    rmSync(lock, { force: true });
  }
  return interpreter;
}

/** A link to the number of the process that holds it: made in one step, content and all. */
function takeLock(lock: string): boolean {
  try {
    symlinkSync(`${process.pid}`, lock);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  if (!isRunning(ownerOf(lock))) rmSync(lock, { force: true });
  return false;
}

function ownerOf(lock: string): number | undefined {
  try {
    return Number(readlinkSync(lock));
  } catch {
    // It was given back in between.
    return undefined;
  }
}

function isRunning(pid: number | undefined): boolean {
  if (pid === undefined) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, and is somebody else's.
    return codeOf(error) === 'EPERM';
  }
}

async function build(folder: string, { requirements, python }: PythonEnvironmentOptions): Promise<void> {
  const partial = `${folder}.${process.pid}`;
  const interpreter = join(partial, 'bin', 'python');
  const name = relative(projectFolder, requirements);
  const byHand = `python3 -m venv /tmp/asset-hub-python && /tmp/asset-hub-python/bin/pip install -r ${name}`;
  rmSync(partial, { recursive: true, force: true });
  try {
    await step(python, ['--version'], 'tests need python3', 'sudo apt-get install python3 python3-venv');
    await step(
      python,
      ['-m', 'venv', partial],
      'python3 makes no virtual environment',
      'sudo apt-get install python3-venv',
    );
    await step(interpreter, [...PIP_INSTALL, requirements], `cannot install ${name} from PyPI`, byHand);
    publish(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

async function step(command: string, args: readonly string[], trouble: string, remedy: string): Promise<void> {
  try {
    await runFile(command, args, { timeout: INSTALL_SECONDS_MAX * 1000 });
  } catch (cause) {
    throw new Error(`${trouble} (${lastLineOf(cause)}); try: ${remedy}`, { cause });
  }
}

/** What the program said last is what it died of. */
function lastLineOf(error: unknown): string {
  const { stderr = '', message = '' } = error as { stderr?: string; message?: string };
  const lines = (stderr.trim() || message).split('\n');
  return lines.at(-1)?.trim() ?? '';
}

function publish(partial: string, folder: string): void {
  try {
    mkdirSync(dirname(folder), { recursive: true });
    renameSync(partial, folder);
  } catch (error) {
    // Another process was first, and what it built is the same.
    if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '')) throw error;
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
