import { type Problem, problemText } from '../hub/yaml/problem.ts';

/** Warnings go to stderr, so that stdout is the result alone. */
export function printWarnings(warnings: readonly Problem[]): void {
  for (const warning of warnings) process.stderr.write(`warning: ${problemText(warning)}`);
}
