/** `asset-sim sensitivity`: what it takes. */
import type { Command } from 'commander';
import { kindWords } from '../output-kinds.ts';
import { addExamples, addStackFlags, addStudyFlags, collect } from '../stack-flags.ts';
import type { SensitivityFlags } from '../sweep-flags.ts';
import { withCrew } from './with-crew.ts';

export function addSensitivity(program: Command): void {
  const command = program
    .command('sensitivity')
    .summary('which assumption and which setting moves price and wait most')
    .description(
      'Moves one setting at a time through its range, from many random starts (elementary effects), and says how far price and\n' +
        'wait follow. Without --vary: every assumption over the range in which it may truly lie, and stage times, maxima of\n' +
        'groups and Spot prices by 30 % each way.',
    );
  addStudyFlags(
    addStackFlags(command, 'all effects'),
    'users who click within a minute (default: 10000), or those of the scenario',
    'exactly this many of each point (default: 4)',
  )
    .option('--vary <path=low:high>', 'vary this and nothing by default; repeatable', collect)
    .option('--trajectories <count>', 'random starts; more make the intervals narrower (default: 10)')
    .option(
      '--metric <metric>',
      "what is moved, as 'p95(turnaround_seconds)'; repeatable (default: price and p95 turnaround)",
      collect,
    )
    .option(
      '-o, --output <kind=file>',
      `also write ${kindWords('sensitivity')} (a tornado of the first metric); repeatable`,
      collect,
    )
    .action((flags: SensitivityFlags) =>
      withCrew(flags.threads === undefined ? {} : { threads: flags.threads }, async crew => {
        const { playSensitivityOf } = await import('../play-sensitivity.ts');
        await playSensitivityOf(flags, crew);
      }),
    );
  addExamples(command, [
    ['asset-sim sensitivity', 'what to measure first for the prod stack'],
    [
      "asset-sim sensitivity --metric 'p95(queue_wait_seconds{queue=rigging})' --output svg=tornado.svg",
      'one metric, as a picture',
    ],
    [
      "asset-sim sensitivity --vary 'stages.retopology.serviceSeconds.mean=30:120' --vary 'prices.spotUsdPerHour.g4dn.xlarge=0.158:0.26'",
      'two settings over ranges of your own',
    ],
  ]);
}
