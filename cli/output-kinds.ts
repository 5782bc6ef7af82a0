/**
 * The kinds of file that each command writes with `--output KIND=FILE`. One list: the command reads by it, its help names them,
 * and a shell offers them. That each can be written is checked by types, where it is rendered.
 */
export const OUTPUT_KINDS = {
  run: ['json', 'markdown', 'csv', 'html', 'infracost'],
  gate: ['json', 'markdown', 'junit', 'annotations'],
  compare: ['json', 'markdown'],
  sweep: ['jsonl', 'json', 'csv', 'svg'],
  merge: ['jsonl', 'json', 'csv', 'svg'],
  sensitivity: ['json', 'csv', 'svg'],
  recommend: ['patch', 'svg', 'json', 'markdown'],
  calibrate: ['json', 'patch', 'scenario', 'svg'],
  trace: ['perfetto', 'jsonl', 'csv'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type WritingCommand = keyof typeof OUTPUT_KINDS;
export type OutputKind<Name extends WritingCommand> = (typeof OUTPUT_KINDS)[Name][number];

/** @example kindWords('sensitivity')   // 'json, csv or svg' */
export function kindWords(command: WritingCommand): string {
  const kinds = OUTPUT_KINDS[command];
  return `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}`;
}

/** @returns none for a command that has no such files, whatever its --output is */
export const outputKindsOf = (command: string): readonly string[] =>
  Object.hasOwn(OUTPUT_KINDS, command) ? OUTPUT_KINDS[command as WritingCommand] : [];
