/** `asset-sim sweep` and `asset-sim merge`: what they take. */
import type { Command } from 'commander';
import { kindWords } from '../output-kinds.ts';
import { addExamples, addStackFlags, addStudyFlags, collect } from '../stack-flags.ts';
import type { MergeFlags, SweepFlags } from '../sweep-flags.ts';
import { withCrew } from './with-crew.ts';

export function addSweep(program: Command): void {
  const command = program
    .command('sweep')
    .summary('play a stack many times with some settings varied')
    .description(
      'Plays every combination of the given values, or a sample of them, on the same random numbers, and says what each costs\n' +
        'and how long users wait. Settings are named as asset-sim config prints them; those of the scenario as scenario.users.',
    );
  addStudyFlags(
    addStackFlags(command, 'all points'),
    'users who click within a minute (default: 10000), or those of the scenario',
    'exactly this many of each point (default: 10)',
  )
    .option(
      '--vary <path=values>',
      'PATH=a,b,c or PATH=from:to:count, with --samples also PATH=low:high; repeatable',
      collect,
    )
    .option('--samples <count>', 'play a Latin hypercube of so many points instead of every combination')
    .option(
      '--metric <metric>',
      "what is told, as 'p95(turnaround_seconds)'; repeatable (default: price and p95 turnaround)",
      collect,
    )
    .option('--shard <i/n>', 'play only the I-th of N parts; merge makes the whole of their files')
    .option(
      '-o, --output <kind=file>',
      `also write ${kindWords('sweep')}; jsonl keeps each point when it is done, and a second start goes on; repeatable`,
      collect,
    )
    .action((flags: SweepFlags) =>
      withCrew(flags.threads === undefined ? {} : { threads: flags.threads }, async crew => {
        const { playSweep } = await import('../play-sweep.ts');
        await playSweep(flags, crew);
      }),
    );
  addExamples(command, [
    ["asset-sim sweep --vary 'fleets.rigging.burst.maxCount=50:400:8'", 'price and wait over one maximum'],
    [
      "asset-sim sweep --vary 'scenario.users=1000,10000' --vary 'fleets.rigging.burst.maxCount=50,100,200' --output svg=sweep.svg",
      'every combination, as a picture',
    ],
    [
      "asset-sim sweep --samples 200 --vary 'assumptions.alarmActionSeconds=1:5' --vary 'stages.rigging.serviceSeconds.mean=30:60' --output jsonl=sweep.jsonl",
      'a sample of two ranges, that goes on after an interruption',
    ],
    [
      "asset-sim sweep --vary 'scenario.users=1000:9000:9' --shard 2/3 --output jsonl=part-2.jsonl",
      'one of three machines',
    ],
  ]);
}

export function addMerge(program: Command): void {
  const command = program
    .command('merge')
    .summary('make one sweep of the files of its shards')
    .description('Puts the files of all shards together, in any order, and shows the whole as sweep would have.')
    .argument('<files...>', 'what sweep --shard I/N --output jsonl=FILE wrote')
    .option('-C, --cwd <folder>', 'folder that names of files start from (default: the current one)')
    .option('--json', 'all points as JSON on stdout')
    .option('-o, --output <kind=file>', `also write ${kindWords('merge')}; repeatable`, collect)
    .action(async (files: string[], flags: MergeFlags) => {
      const { mergeSweep } = await import('../merge-sweep.ts');
      await mergeSweep(files, flags);
    });
  addExamples(command, [
    ['asset-sim merge part-1.jsonl part-2.jsonl part-3.jsonl --output csv=sweep.csv', 'three parts as one table'],
  ]);
}
