/** One mistake in a file, with the place a person must go to. Lines and columns count from 1. */
export type Problem = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Dotted path of the value, as `fleets.generation.burst.maxCount`. */
  readonly path: string;
  /** Rule, and saw versus wanted: `must be a whole number >= minCount (saw 0, minCount 1)`. */
  readonly message: string;
  /** One action: `raise maxCount to 1 or set minCount to 0`. */
  readonly hint?: string;
};

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
