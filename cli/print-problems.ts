import type { Problem } from '../hub/yaml/problem.ts';

/**
 * Place, rule and remedy, as editors and terminals recognise them.
 *
 * @example 'Pulumi.prod.yaml:31:9 fleets.generation.burst.maxCount must be >= minCount (saw 0, minCount 1)\n  hint: raise it\n'
 */
export function problemText({ file, line, column, path, message, hint }: Problem): string {
  const place = `${file}:${line}:${column}`;
  const told = [place, path, message].filter(part => part !== '').join(' ');
  return hint === undefined ? `${told}\n` : `${told}\n  hint: ${hint}\n`;
}

/** Warnings go to stderr, so that stdout is the result alone. */
export function printWarnings(warnings: readonly Problem[]): void {
  for (const warning of warnings) process.stderr.write(`warning: ${problemText(warning)}`);
}
