/** The part of Pulumi's command line that the page uses, and how it is read. */

type CommandShape = {
  readonly wordCountMin: number;
  readonly wordCountMax: number;
  /** Whether a flag has a value. */
  readonly flags: Readonly<Record<string, 'value' | 'switch'>>;
};

const STACK = { '--stack': 'value' } as const;

/**
 * Source: Pulumi docs, "CLI commands", a page per command, generated 2024-10-01 (preview, up), 2025-07-14 (config set, stack
 * init), 2025-11-26 (destroy), 2024-10-17 (stack output), 2026-06-04 (stack export, stack rm, login) [H]. Other flags exist; one
 * that the page begins to use is looked up there first.
 */
const COMMANDS: Readonly<Record<string, CommandShape>> = {
  login: { wordCountMin: 0, wordCountMax: 1, flags: {} },
  'stack init': { wordCountMin: 1, wordCountMax: 1, flags: { '--secrets-provider': 'value' } },
  'stack export': { wordCountMin: 0, wordCountMax: 0, flags: STACK },
  'stack output': { wordCountMin: 1, wordCountMax: 1, flags: { ...STACK, '--json': 'switch' } },
  'stack rm': { wordCountMin: 1, wordCountMax: 1, flags: { '--preserve-config': 'switch' } },
  'config set': { wordCountMin: 2, wordCountMax: 2, flags: { ...STACK, '--path': 'switch' } },
  preview: { wordCountMin: 0, wordCountMax: 0, flags: { ...STACK, '--diff': 'switch', '--policy-pack': 'value' } },
  up: {
    wordCountMin: 0,
    wordCountMax: 0,
    flags: { ...STACK, '--target': 'value', '--refresh': 'switch', '--policy-pack': 'value' },
  },
  destroy: { wordCountMin: 0, wordCountMax: 0, flags: STACK },
};

export type PulumiCommand = {
  readonly name: string;
  readonly words: readonly string[];
  /** Of a flag given several times, all values; of a switch, `true`. */
  readonly flags: Readonly<Record<string, readonly string[]>>;
};

/**
 * @throws Error that says which command or flag Pulumi does not have
 * @example parsePulumi(['up', '--stack', 'dev'])   // { name: 'up', words: [], flags: { '--stack': ['dev'] } }
 */
export function parsePulumi(args: readonly string[]): PulumiCommand {
  const name = [args.slice(0, 2).join(' '), args[0] ?? ''].find(candidate => candidate in COMMANDS);
  if (name === undefined) throw new Error(`unknown command: pulumi ${args.slice(0, 2).join(' ')}`);
  const { flags: known, wordCountMin, wordCountMax } = COMMANDS[name]!;
  const rest = args.slice(name.split(' ').length);
  const words: string[] = [];
  const flags: Record<string, string[]> = {};
  for (let index = 0; index < rest.length; index += 1) {
    const arg = rest[index]!;
    if (!arg.startsWith('-')) {
      words.push(arg);
      continue;
    }
    if (known[arg] === undefined) throw new Error(`unknown flag: ${arg} of pulumi ${name}`);
    if (known[arg] === 'value') index += 1;
    const value = known[arg] === 'value' ? rest[index] : 'true';
    if (value === undefined) throw new Error(`flag needs a value: ${arg} of pulumi ${name}`);
    flags[arg] = [...(flags[arg] ?? []), value];
  }
  if (words.length < wordCountMin || words.length > wordCountMax)
    throw new Error(`pulumi ${name} takes ${wordCountMax} words (saw ${words.join(' ')})`);
  return { name, words, flags };
}
