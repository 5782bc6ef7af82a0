/** `asset-sim cost`: what it takes. */
import type { Command } from 'commander';
import type { CostFlags } from '../flags.ts';
import { addExamples, addStackFlags } from '../stack-flags.ts';

export function addCost(program: Command): void {
  const command = program
    .command('cost')
    .summary('price tables without simulation: per hour, per character, per month')
    .description(
      'Prints what an instance hour, a character at full use and a month without jobs cost. Simulates nothing.',
    );
  addStackFlags(command, 'the tables')
    .option('--corrections', "print where the source document's numbers are wrong, and why")
    .action(async (flags: CostFlags) => {
      const { showCosts } = await import('../show-costs.ts');
      await showCosts(flags);
    });
  addExamples(command, [
    ['asset-sim cost', 'prices of the prod stack'],
    ['asset-sim cost --stack dev --json', 'the same for dev, for a program'],
    ['asset-sim cost --corrections', 'what the source document gets wrong'],
  ]);
}
