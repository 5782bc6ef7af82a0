/**
 * The functions of infra/functions, each as one file, the AWS SDK included: what was tested is what runs, and it starts faster
 * than with the SDK that Lambda brings. Invariant: the same sources give the same bytes on every machine and in every folder,
 * so that a deploy without a change changes nothing.
 */
import { basename, join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import type { Count } from '../../hub/units.ts';
import { API_ENTRIES } from '../api/routes.ts';

/** Those of the API, each behind its route; those that events call; and those that a clock and a queue call. */
export const FUNCTION_ENTRIES = [...API_ENTRIES, 'advance', 'reconcile', 'scale'] as const;
export type FunctionEntry = (typeof FUNCTION_ENTRIES)[number];

export type FunctionBundle = {
  /** An ES module that exports `handler`: the content of index.mjs. */
  readonly code: string;
  /** Our own files that are in it, relative to the project, sorted. */
  readonly sources: readonly string[];
  /** How much of the code is the AWS SDK, which Lambda would bring as well. */
  readonly sdkByteCount: Count;
};

export type FunctionBundles = {
  readonly bundles: Readonly<Record<FunctionEntry, FunctionBundle>>;
  /** Our own files that were read for any of them, relative to the project, sorted: also those of which nothing is left. */
  readonly madeOf: readonly string[];
};

const SDK_PATH = /node_modules\/@(aws-sdk|smithy)\//;
export const PROJECT_FOLDER = resolve(import.meta.dirname, '../..');

const isOurs = (path: string): boolean => !path.includes('node_modules/');

/**
 * All at once, so that what they have in common is read and parsed once.
 *
 * @throws BuildFailure of esbuild, which names file and line
 */
export function buildFunctions(): FunctionBundles {
  const { outputFiles, metafile } = buildSync({
    entryPoints: FUNCTION_ENTRIES.map(entry => ({ in: join('infra/functions', `${entry}.ts`), out: entry })),
    // Otherwise files are looked for in the folder the deploy was started in.
    absWorkingDir: PROJECT_FOLDER,
    outdir: '.',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // The packages' ES modules, of which esbuild leaves out what is not used: 0.45 MB instead of 0.65 MB.
    mainFields: ['module', 'main'],
    minify: true,
    // Stack traces name classes and functions.
    keepNames: true,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'silent',
    // A developer's own settings must not leak in.
    tsconfigRaw: {},
  });
  const bundleOf = (entry: FunctionEntry): FunctionBundle => {
    const output = metafile.outputs[`${entry}.mjs`];
    const file = outputFiles.find(({ path }) => basename(path) === `${entry}.mjs`);
    if (output === undefined || file === undefined) throw new Error(`esbuild made no ${entry}.mjs`);
    const included = Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    const sources = included.map(([path]) => path).filter(isOurs);
    const sdkByteCount = included
      .filter(([path]) => SDK_PATH.test(path))
      .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
    return { code: file.text, sources: sources.toSorted(), sdkByteCount };
  };
  const bundles = FUNCTION_ENTRIES.map(entry => [entry, bundleOf(entry)] as const);
  return {
    bundles: Object.fromEntries(bundles) as Record<FunctionEntry, FunctionBundle>,
    madeOf: Object.keys(metafile.inputs).filter(isOurs).toSorted(),
  };
}
