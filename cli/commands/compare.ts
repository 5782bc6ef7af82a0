/** `asset-sim compare`: what it takes. */
import type { Command } from 'commander';
import type { CompareFlags } from '../flags.ts';
import { kindWords } from '../output-kinds.ts';
import { addExamples, addStudyFlags, collect } from '../stack-flags.ts';
import { withCrew } from './with-crew.ts';

export function addCompare(program: Command): void {
  const command = program
    .command('compare')
    .summary('two stacks, files or revisions side by side, every metric')
    .description(
      'Plays two plans against the same crowd with the same random numbers and prints every difference with its interval.\n' +
        'A side is a stack (prod), a stack file (plans/Pulumi.big.yaml), a git revision (main:prod) or a kept result (base.json).',
    )
    .argument('<baseline>', 'what is compared with')
    .argument('<candidate>', 'what is compared')
    .option('-C, --cwd <folder>', 'folder that names of files start from (default: the current one)')
    .option('--json', 'the comparison as JSON on stdout');
  addStudyFlags(
    command,
    'users who click within a minute (default: 10000), or those of the scenario',
    'exactly this many on each side (default: the most the scenario allows, 50)',
  )
    .option('-o, --output <kind=file>', `also write ${kindWords('compare')}; repeatable`, collect)
    .action((baseline: string, candidate: string, flags: CompareFlags) =>
      withCrew(flags, async crew => {
        const { playCompare } = await import('../play-compare.ts');
        await playCompare([baseline, candidate], flags, crew);
      }),
    );
  addExamples(command, [
    ['asset-sim compare dev prod --users 200', 'two stacks, one crowd'],
    ['asset-sim compare main:prod prod', 'what the working tree changes'],
    ['asset-sim compare base.json prod --json', 'a kept result against the plan of today'],
  ]);
}
