/**
 * Keeps the bundles of the functions on disk, with what they were made of, until some of that changes: esbuild was the largest
 * part of a preview. Invariant: what comes from the disk is what a build would give now.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FunctionBundles, PROJECT_FOLDER } from './build-functions.ts';

/** What bundles depend on besides our files that are in them: how they are built, and which packages are installed. */
const SETTINGS = ['infra/bundle/build-functions.ts', 'node_modules/.package-lock.json'];

type Kept = FunctionBundles & {
  /** SHA-256 in hexadecimal, by path in the project. */
  readonly sums: Readonly<Record<string, string>>;
};

export type KeepOptions = {
  readonly projectFolder?: string;
  readonly cacheFolder?: string;
};

/**
 * Every import names its file with its ending, so no new file can come into a bundle without a change in one that is in it.
 *
 * @throws what `build` throws; nothing is kept then
 */
export function keptOrBuilt(build: () => FunctionBundles, options: KeepOptions = {}): FunctionBundles {
  const { projectFolder = PROJECT_FOLDER } = options;
  const { cacheFolder = join(projectFolder, 'node_modules/.cache/asset-hub') } = options;
  const file = join(cacheFolder, 'functions.json');
  const kept = read(file);
  if (kept !== undefined && isUnchanged(kept.sums, projectFolder)) return kept;
  // Its time says when the build began, by the clock that says when a source was saved.
  const work = begin(cacheFolder);
  const built = build();
  if (work !== undefined) keep(built, { file, work, projectFolder });
  return built;
}

function read(file: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept;
  } catch {
    // There is none yet, or half of one: then it is made.
    return undefined;
  }
}

const isUnchanged = (sums: Kept['sums'], projectFolder: string): boolean =>
  Object.entries(sums).every(([path, sum]) => sumOf(join(projectFolder, path)) === sum);

function sumOf(path: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return undefined;
  }
}

/** @returns a folder of its own; undefined where nothing can be written, and so nothing is kept */
function begin(cacheFolder: string): string | undefined {
  try {
    mkdirSync(cacheFolder, { recursive: true });
    return mkdtempSync(join(cacheFolder, 'functions-'));
  } catch {
    return undefined;
  }
}

type Keeping = { readonly file: string; readonly work: string; readonly projectFolder: string };

/** In place all at once, so that nobody reads half of it. What was saved during the build was perhaps not in it. */
function keep(built: FunctionBundles, { file, work, projectFolder }: Keeping): void {
  const paths = [...SETTINGS, ...built.madeOf];
  const beganAt = statSync(work).mtimeMs;
  const isSettled = paths.every(path => {
    const { mtimeMs = Number.POSITIVE_INFINITY } = statSync(join(projectFolder, path), { throwIfNoEntry: false }) ?? {};
    return mtimeMs < beganAt;
  });
  if (isSettled) {
    const sums = Object.fromEntries(paths.map(path => [path, sumOf(join(projectFolder, path))]));
    writeFileSync(join(work, 'functions.json'), JSON.stringify({ ...built, sums }));
    renameSync(join(work, 'functions.json'), file);
  }
  rmSync(work, { recursive: true, force: true });
}
