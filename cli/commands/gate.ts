/** `asset-sim gate`: what it takes. */
import type { Command } from 'commander';
import type { GateFlags } from '../flags.ts';
import { kindWords } from '../output-kinds.ts';
import { addExamples, addStackFlags, addStudyFlags, collect } from '../stack-flags.ts';
import { withCrew } from './with-crew.ts';

export function addGate(program: Command): void {
  const command = program
    .command('gate')
    .summary('green or red: thresholds, and the difference to another revision')
    .description(
      'Plays a stack and checks what must hold: the thresholds of its gate section and of --threshold, and how much worse it\n' +
        'may be than a baseline. Verdicts rest on confidence bounds; the same plan differs from itself by exactly 0.\n' +
        'Exit codes: 0 passed, 2 usage or configuration, 3 inconclusive (with --strict), 99 failed, 130 interrupted.',
    );
  addStudyFlags(
    addStackFlags(command, 'the study with its verdict, which can be the next baseline,'),
    "users who click within a minute (default: the stack's gate.users), or those of the scenario",
    'exactly this many on each side (default: the most the scenario allows, 50)',
  )
    .option(
      '--threshold <expr>',
      "must hold beside the stack's own, as 'p95(turnaround_seconds)<11400'; repeatable",
      collect,
    )
    .option('--baseline <file>', 'compare with this result, made by gate --json')
    .option(
      '--baseline-ref <revision>',
      "compare with the stack file of this git revision, played on today's simulator",
    )
    .option(
      '--max-regression <limit>',
      "how much worse than the baseline: '2%' for price and p95 turnaround, or 'METRIC=PERCENT:FLOOR'; repeatable (default: 2%)",
      collect,
    )
    .option('--strict', 'end with 3 when a check cannot be told from chance')
    .option('-o, --output <kind=file>', `also write ${kindWords('gate')}; repeatable`, collect)
    .action((flags: GateFlags) =>
      withCrew(flags, async crew => {
        const { playGate } = await import('../play-gate.ts');
        await playGate(flags, crew);
      }),
    );
  addExamples(command, [
    ['asset-sim gate', 'the thresholds of the prod stack'],
    ['asset-sim gate --baseline-ref origin/main --max-regression 2%', 'a pull request against the branch it goes into'],
    ['asset-sim gate --json > base.json; asset-sim gate --baseline base.json', 'against a result that was kept'],
    [
      "asset-sim gate --baseline-ref main --max-regression 'p95(queue_wait_seconds{queue=rigging})=5%:30'",
      'one metric: 5 %, and never less than 30 s',
    ],
    ['asset-sim gate --output markdown=comment.md --output junit=gate.xml', 'for a comment and a CI'],
  ]);
}
