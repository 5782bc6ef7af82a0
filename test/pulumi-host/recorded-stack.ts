/**
 * The records of this project's own stacks. A record is made once and kept on disk until something changes that it
 * depends on, so that all test files together cost one recording per stack.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder } from '../kit/files-under.ts';
import type { ProgramRecord } from './program-record.ts';
import { cachedRecord } from './record-cache.ts';

export type StackName = 'dev' | 'prod';

const PROJECT_FOLDER = join(import.meta.dirname, '../..');
const CACHE_FOLDER = join(PROJECT_FOLDER, 'node_modules/.cache/asset-hub/records');

/** The program, what it imports, and what records it. Its packages are named by the lock file. */
const SETTING_FILES = /^Pulumi.*\.yaml$|^package(-lock)?\.json$|^tsconfig\.json$/;
const SOURCE_FOLDERS = ['hub', 'sim', 'infra', 'test/pulumi-host'];

/**
 * What `pulumi up` of an empty account would ask for, with Pulumi.<stack>.yaml as it is.
 *
 * @throws Error with what the program said when it fails; only successes are kept
 * @example const queues = byType(await recordedStack('prod'), 'aws:sqs/queue:Queue');
 */
export function recordedStack(stack: StackName): Promise<ProgramRecord> {
  return record(stack, false);
}

/** What `pulumi preview` would: everything AWS has yet to decide is UNKNOWN. */
export function previewedStack(stack: StackName): Promise<ProgramRecord> {
  return record(stack, true);
}

/** One test file sees one state of the sources. */
const seen = new Map<string, Promise<ProgramRecord>>();

function record(stack: StackName, isPreview: boolean): Promise<ProgramRecord> {
  const words = `${stack} ${isPreview ? 'preview' : 'update'} ${process.version}`;
  const known = seen.get(words);
  if (known !== undefined) return known;
  const found = cachedRecord({
    folder: CACHE_FOLDER,
    keyOf: () => sourceHash(words),
    make: () => make(stack, isPreview),
  });
  seen.set(words, found);
  return found;
}

async function make(stack: StackName, isPreview: boolean): Promise<ProgramRecord> {
  // Only when needed: gRPC takes longer to load than a record to read.
  const { recordProgram } = await import('./record-program.ts');
  const made = await recordProgram({ stack, isPreview });
  if (made.exitCode !== 0) throw failureOf(made);
  return made;
}

function failureOf({ stack, exitCode, logs, stdout, stderr }: ProgramRecord): Error {
  const said = [...logs.map(({ severity, message }) => `${severity}: ${message}`), stdout, stderr];
  return new Error(`the program of stack ${stack} failed with exit code ${exitCode}\n${said.join('\n').trimEnd()}`);
}

function sourceHash(words: string): string {
  const hash = createHash('sha256').update(words);
  const settings = readdirSync(PROJECT_FOLDER).filter(name => SETTING_FILES.test(name));
  const sources = SOURCE_FOLDERS.flatMap(folder => filesUnder(PROJECT_FOLDER, folder));
  for (const path of [...settings.toSorted(), ...sources]) {
    if (path.endsWith('.test.ts')) continue;
    hash.update(`\n${path}\n`).update(readFileSync(join(PROJECT_FOLDER, path)));
  }
  return hash.digest('hex');
}
