/** `asset-sim trace`: what it takes. */
import type { Command } from 'commander';
import type { TraceFlags } from '../flags.ts';
import { kindWords } from '../output-kinds.ts';
import { addExamples, addStackFlags, collect } from '../stack-flags.ts';

export function addTrace(program: Command): void {
  const command = program
    .command('trace')
    .summary('one run moment by moment: a picture for Perfetto, a log, one job, one instance')
    .description(
      'Plays one replication and keeps what happens: as a file for ui.perfetto.dev (fleets, instances and what they do), as\n' +
        'an event log (JSON lines or CSV), or as the life of one job or one instance.',
    );
  addStackFlags(command, 'what is shown')
    .option(
      '-f, --scenario <file>',
      'what happens: arrivals, horizon, Spot events, changed settings (default: a flash crowd)',
    )
    .option('-u, --users <count>', 'users who click within a minute (default: 10000), or those of the scenario')
    .option('--seed <number>', 'of all randomness; the same seed gives the same bytes (default: 1)')
    .option('--replication <number>', 'which one of those that `run` plays, from 0 (default: 0)')
    .option('--job <number>', 'the life of this job; jobs count from 0 in order of submission')
    .option('--instance <number>', 'the life of this instance; instances count from 0 in order of launch')
    .option('-o, --output <kind=file>', `write ${kindWords('trace')}; repeatable`, collect)
    .action(async (flags: TraceFlags) => {
      const { playTrace } = await import('../play-trace.ts');
      await playTrace(flags);
    });
  addExamples(command, [
    ['asset-sim trace --users 500 --output perfetto=run.json', 'open run.json in https://ui.perfetto.dev'],
    ['asset-sim trace --users 500 --job 17', 'where job 17 waited, who worked on it, what was lost'],
    ['asset-sim trace --scenario storm.yaml --instance 3', 'what instance 3 did from launch to end'],
    ['asset-sim trace --output csv=events.csv --output jsonl=events.jsonl', 'every event, for a program'],
  ]);
}
