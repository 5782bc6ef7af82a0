import tab, { type RootCommand } from '@bomb.sh/tab';
import type { Command } from 'commander';
import { outputKindsOf } from './output-kinds.ts';
import { stackNames } from './read-stack.ts';

/** What can be typed after a flag, where we know it. Files are left to the shell. */
const VALUES: Readonly<Record<string, (command: string) => readonly string[]>> = {
  stack: () => stackNames('.'),
  output: command => outputKindsOf(command).map(kind => `${kind}=`),
};

/** Tells the completion library of our commands, their flags and their arguments. */
export function describeCompletions(program: Command): RootCommand {
  for (const command of program.createHelp().visibleCommands(program)) {
    const described = tab.command(command.name(), command.summary() || command.description());
    for (const option of command.options) {
      const name = option.long?.slice(2) ?? '';
      const values = VALUES[name];
      if (!option.required) described.option(name, option.description, option.short?.slice(1));
      else {
        described.option(
          name,
          option.description,
          complete => {
            for (const value of values?.(command.name()) ?? []) complete(value, '');
          },
          option.short?.slice(1),
        );
      }
    }
    for (const argument of command.registeredArguments) {
      described.argument(argument.name(), complete => {
        for (const choice of argument.argChoices ?? []) complete(choice, '');
      });
    }
  }
  return tab;
}
