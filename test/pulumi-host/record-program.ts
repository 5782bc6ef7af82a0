/** Runs a Pulumi program in Pulumi's own Node language host, against an engine that only records. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LanguageHostRun, runLanguageHost } from './language-host.ts';
import type { ProgramRecord, ResourceRecord } from './program-record.ts';
import { type ProgramRoot, readProgramRoot } from './program-root.ts';
import { type RecordingEngine, startRecordingEngine } from './recording-engine.ts';

export type RecordProgramOptions = {
  /** Holds Pulumi.yaml; this project unless given. */
  readonly projectFolder?: string;
  readonly stack: string;
  readonly isPreview: boolean;
  /** Instead of the text of the project's Pulumi.<stack>.yaml: a changed or a faulty configuration. */
  readonly stackText?: string;
  /** The program's environment has these, PATH and HOME. */
  readonly env?: Readonly<Record<string, string>>;
  /** Instead of the project file's `main`, and like it relative to the project. */
  readonly main?: string;
  readonly limitSeconds?: number;
};

const PROJECT_FOLDER = join(import.meta.dirname, '../..');

/** A stack takes 3-5 s; twelve times that is a program that hangs, also on a busy machine. */
const LIMIT_SECONDS = 60;

/**
 * A program that fails is a record, too, with its exit code and what it logged.
 *
 * @throws Error when Pulumi would not start the program, and when it does not end
 * @example const { resources } = await recordProgram({ stack: 'dev', isPreview: true });
 */
export async function recordProgram(options: RecordProgramOptions): Promise<ProgramRecord> {
  const { projectFolder = PROJECT_FOLDER, isPreview, env = {}, limitSeconds = LIMIT_SECONDS } = options;
  const rootFolder = await mkdtemp(join(tmpdir(), 'asset-hub-pulumi-'));
  let engine: RecordingEngine | undefined;
  try {
    const root = await writeRoot(rootFolder, projectFolder, options);
    engine = await startRecordingEngine({ root, isPreview, projectFolder });
    const run = await runLanguageHost({ root, engineAddress: engine.address, isPreview, env, limitSeconds });
    return recordOf({ root, isPreview, engine, run });
  } finally {
    engine?.stop();
    await rm(rootFolder, { recursive: true });
  }
}

/** A folder with nothing but the two files, so that a test can change the stack file and never touches the project's. */
async function writeRoot(
  rootFolder: string,
  projectFolder: string,
  { stack, stackText, main }: RecordProgramOptions,
): Promise<ProgramRoot> {
  const stackFile = `Pulumi.${stack}.yaml`;
  const files = {
    projectText: await readFile(join(projectFolder, 'Pulumi.yaml'), 'utf8'),
    stackText: stackText ?? (await readFile(join(projectFolder, stackFile), 'utf8')),
  };
  await writeFile(join(rootFolder, 'Pulumi.yaml'), files.projectText);
  await writeFile(join(rootFolder, stackFile), files.stackText);
  return readProgramRoot({ stack, rootFolder, projectFolder, ...files, ...(main === undefined ? {} : { main }) });
}

type Ended = {
  readonly root: ProgramRoot;
  readonly isPreview: boolean;
  readonly engine: RecordingEngine;
  readonly run: LanguageHostRun;
};

function recordOf({ root, isPreview, engine, run }: Ended): ProgramRecord {
  const stackUrn = `urn:pulumi:${root.stack}::${root.project}::pulumi:pulumi:Stack::${root.project}-${root.stack}`;
  return {
    project: root.project,
    stack: root.stack,
    isPreview,
    exitCode: run.exitCode,
    resources: [...engine.resources.values()].sort(byUrn),
    outputs: Object.fromEntries([...engine.outputs].sort(([a], [b]) => (a < b ? -1 : 1))),
    stackOutputs: engine.outputs.get(stackUrn) ?? {},
    stackOutputSecretPaths: engine.outputSecretPaths.get(stackUrn) ?? [],
    logs: engine.logs,
    invokes: engine.invokes,
    stdout: run.stdout,
    stderr: run.stderr,
  };
}

function byUrn(a: ResourceRecord, b: ResourceRecord): number {
  return a.urn < b.urn ? -1 : 1;
}
