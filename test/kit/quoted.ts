/**
 * Quoted output in Markdown. A page shows what a command prints between a comment that names the command and the end of
 * the code block after it; a test runs the command again and compares, so that no page quotes a number that is no
 * longer true.
 *
 *     <!-- output of: npx asset-sim cost -->
 *     ```text
 *     ...
 *     ```
 */
const BLOCK = /(<!-- output of: (.+?) -->\n+```[a-z]*\n)([\s\S]*?)(```)/g;

/** The commands a page quotes, in order. */
export function quotedCommands(markdown: string): string[] {
  return [...markdown.matchAll(BLOCK)].map(match => match[2]!);
}

/**
 * The page with every quoted block replaced by what its command prints now.
 *
 * @param outputs what each command of `quotedCommands` printed
 */
export function withOutputs(markdown: string, outputs: ReadonlyMap<string, string>): string {
  return markdown.replace(BLOCK, (_whole, opening: string, command: string, _old: string, closing: string) => {
    const output = outputs.get(command);
    if (output === undefined) throw new Error(`no output for the quoted command '${command}'`);
    return `${opening}${output.trimEnd()}\n${closing}`;
  });
}
