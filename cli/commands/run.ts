/** `asset-sim run`: what it takes. What it does is loaded only when it is asked for. */
import type { Command } from 'commander';
import type { RunFlags } from '../flags.ts';
import { kindWords } from '../output-kinds.ts';
import { addExamples, addStackFlags, addStudyFlags, collect } from '../stack-flags.ts';
import { withCrew } from './with-crew.ts';

export function addRun(program: Command): void {
  const command = program
    .command('run')
    .summary('play a stack against a crowd: cost per character, waits, fleets')
    .description('Plays a stack against a crowd of users and says what a character costs and how long people wait.');
  addStudyFlags(
    addStackFlags(command, 'the whole result'),
    'users who click within a minute (default: 10000), or those of the scenario',
    'exactly this many (default: as many as the interval needs, 10 to 50)',
  )
    .option(
      '--threshold <expr>',
      "must hold, or the exit code is 99, as 'cost_usd_per_character<0.014'; repeatable",
      collect,
    )
    .option('-o, --output <kind=file>', `also write ${kindWords('run')}; repeatable`, collect)
    .option(
      '--times-per-month <count>',
      'for infracost: how often the scenario happens (default: end to end if its length is fixed, else once)',
    )
    .action((flags: RunFlags) =>
      withCrew(flags, async crew => {
        const { playStudy } = await import('../play-study.ts');
        await playStudy(flags, crew);
      }),
    );
  addExamples(command, [
    ['asset-sim run', 'the prod stack, when 10,000 users click within a minute'],
    [
      'asset-sim run --stack dev --users 500 --replications 20',
      'another stack, another crowd, a fixed number of replications',
    ],
    ['asset-sim run --scenario launch-day.yaml --seed 7', 'a day you describe'],
    ['asset-sim run --output html=report.html', 'a page with charts, to look at'],
    [
      'asset-sim run --scenario day.yaml --output infracost=infracost-usage.yml',
      'mean group sizes, requests and gigabytes of a month, for Infracost',
    ],
    ['asset-sim run --json --output markdown=report.md --output csv=metrics.csv', 'one run for every reader'],
  ]);
}
