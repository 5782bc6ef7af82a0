/** The flags that every command about a stack has, told in the same words. */
import type { Command } from 'commander';

export function addStackFlags(command: Command, jsonMeaning: string): Command {
  return command
    .option('-s, --stack <name>', 'stack whose Pulumi.<name>.yaml is read (default: prod)')
    .option('-C, --cwd <folder>', 'folder that names of files start from (default: the current one)')
    .option('--json', `${jsonMeaning} as JSON on stdout`);
}

/** The flags of every command that plays a study. What `users` and `replications` default to differs. */
export function addStudyFlags(command: Command, usersMeaning: string, replicationsMeaning: string): Command {
  return command
    .option(
      '-f, --scenario <file>',
      'what happens: arrivals, horizon, Spot events, changed settings (default: a flash crowd)',
    )
    .option('-u, --users <count>', usersMeaning)
    .option('-n, --replications <count>', replicationsMeaning)
    .option('--seed <number>', 'of all randomness; the same seed gives the same bytes (default: 1)')
    .option('--threads <count>', 'at most this many at once; changes the time only (default: all cores, up to 8)');
}

/** For a flag that can be given many times. */
export const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** Examples below a command's help: how it is typed, and what for. */
export function addExamples(
  command: Command,
  examples: readonly (readonly [typed: string, purpose: string])[],
): Command {
  const lines = examples.map(([typed, purpose]) => `  ${typed}\n      ${purpose}`);
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}
