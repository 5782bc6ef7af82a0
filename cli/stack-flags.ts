/** The flags that every command about a stack has, told in the same words. */
import type { Command } from 'commander';

export function addStackFlags(command: Command, jsonMeaning: string): Command {
  return command
    .option('-s, --stack <name>', 'stack whose Pulumi.<name>.yaml is read (default: prod)')
    .option('-C, --cwd <folder>', 'folder that names of files start from (default: the current one)')
    .option('--json', `${jsonMeaning} as JSON on stdout`);
}

/** Examples below a command's help: how it is typed, and what for. */
export function addExamples(
  command: Command,
  examples: readonly (readonly [typed: string, purpose: string])[],
): Command {
  const lines = examples.map(([typed, purpose]) => `  ${typed}\n      ${purpose}`);
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}
