/** `asset-sim completion`: the script that teaches a shell our commands and flags; and `complete`, which that script calls. */
import { Argument, type Command } from 'commander';
import { addExamples } from '../stack-flags.ts';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

export function addCompletion(program: Command): void {
  const command = program
    .command('completion')
    .summary('print the completion script of a shell')
    .description('Prints the script that completes commands, flags and stacks in a shell.')
    .addArgument(new Argument('<shell>', 'whose script').choices(SHELLS))
    .action(async (shell: string) => {
      const { describeCompletions } = await import('../describe-completions.ts');
      describeCompletions(program).setup(program.name(), program.name(), shell);
    });
  addExamples(command, [
    ['source <(asset-sim completion bash)', 'for this session; put it into ~/.bashrc for all'],
    ['asset-sim completion zsh > ~/.asset-sim.zsh', 'then source that file in ~/.zshrc'],
    ['asset-sim completion fish > ~/.config/fish/completions/asset-sim.fish', 'for fish, from the next session on'],
  ]);
  program
    .command('complete', { hidden: true })
    .description('Answers the script of `completion`: complete -- <words>')
    .argument('[words...]')
    .allowUnknownOption()
    .action(async (words: string[]) => {
      const { describeCompletions } = await import('../describe-completions.ts');
      describeCompletions(program).parse(words);
    });
}
