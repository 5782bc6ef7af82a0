/** The code of a function, for whoever deploys or looks at it. */
import { buildFunctions, type FunctionBundle, type FunctionBundles, type FunctionEntry } from './build-functions.ts';
import { keptOrBuilt } from './kept-or-built.ts';

/**
 * All functions are built at the first question, unless they were built before and nothing has changed. One process is taken
 * to be shorter than the next change of a source.
 *
 * @throws BuildFailure of esbuild, which names file and line
 * @example codeFile(bundleFunction('submit').code)
 */
export function bundleFunction(entry: FunctionEntry): FunctionBundle {
  known ??= keptOrBuilt(buildFunctions);
  return known.bundles[entry];
}

let known: FunctionBundles | undefined;
