/** `asset-sim config`: what it takes. */
import type { Command } from 'commander';
import type { ConfigFlags } from '../flags.ts';
import { addExamples, addStackFlags } from '../stack-flags.ts';

export function addConfig(program: Command): void {
  const command = program
    .command('config')
    .summary('every setting that holds, each with where it comes from')
    .description(
      'Prints every setting that holds, each with the file, line and column that set it or the source of its default.',
    );
  addStackFlags(command, 'the settings')
    .option('-f, --scenario <file>', 'lay the plan section of this scenario over the stack')
    .action(async (flags: ConfigFlags) => {
      const { showConfig } = await import('../show-config.ts');
      await showConfig(flags);
    });
  addExamples(command, [
    ['asset-sim config', 'all settings of the prod stack'],
    ['asset-sim config --stack dev | grep maxCount', 'where each maximum of dev is set'],
    ['asset-sim config --scenario launch-day.yaml --json', 'what a scenario changes, for a program'],
  ]);
}
