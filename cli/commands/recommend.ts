/** `asset-sim recommend`: what it takes. */
import type { Command } from 'commander';
import type { RecommendFlags } from '../flags.ts';
import { kindWords } from '../output-kinds.ts';
import { addExamples, addStackFlags, collect } from '../stack-flags.ts';
import { withCrew } from './with-crew.ts';

export function addRecommend(program: Command): void {
  const command = program
    .command('recommend')
    .summary('the cheapest plan that keeps what you promise, as a patch to the stack file')
    .description(
      'Tries plans that differ from the stack in what is free (limits, policies, machines, fleets), and says which of those\n' +
        'that keep every rule costs least per character: as a patch, with what it brings, and why the others lost.\n' +
        'Exit codes: 0 found, 2 usage or configuration, 99 no plan surely keeps the rules, 130 interrupted.',
    );
  addStackFlags(command, 'the whole result')
    .option(
      '--slo <expr>',
      "must hold, as 'p95(turnaround_seconds)<7200'; repeatable (default: the thresholds of the stack's gate)",
      collect,
    )
    .option(
      '--free <path=values>',
      "a setting and what it may be, as 'fleets.rigging.burst.maxCount=60,100'; repeatable (default: limits, machines, policies, boot paths, base and structure of all fleets)",
      collect,
    )
    .option(
      '--types <names>',
      'machines that are tried beside those of the stack, as g4dn.xlarge,g4dn.2xlarge; not with --free (default: those of the catalog with at most 8 vCPU)',
    )
    .option('--budget <count>', 'replications in all; a plan for every ten of them (default: 2000)')
    .option('--confidence <ratio>', 'that the choice is right, 0.5 to 0.99 (default: 0.95)')
    .option('-f, --scenario <file>', 'what happens (default: a flash crowd)')
    .option(
      '-u, --users <count>',
      "users who click within a minute (default: the stack's gate.users), or those of the scenario",
    )
    .option('--seed <number>', 'of all randomness; the same seed gives the same bytes (default: 1)')
    .option('--threads <count>', 'at most this many at once; changes the time only (default: all cores, up to 8)')
    .option('-o, --output <kind=file>', `also write ${kindWords('recommend')}; repeatable`, collect)
    .option('--write', 'change the stack file, if a plan was found')
    .action((flags: RecommendFlags) =>
      withCrew(flags, async crew => {
        const { playRecommend } = await import('../play-recommend.ts');
        await playRecommend(flags, crew);
      }),
    );
  addExamples(command, [
    ["asset-sim recommend --slo 'p95(turnaround_seconds)<7200'", 'a character for 95 % of the rush within two hours'],
    [
      "asset-sim recommend --slo 'p95(turnaround_seconds)<7200' --free 'fleets.rigging.burst.maxCount=60,100,150' --free 'fleets.rigging.burst.instanceTypes=[g4dn.xlarge],[g4dn.2xlarge]'",
      'only two settings are free',
    ],
    [
      'asset-sim recommend --output patch=cheaper.patch --output svg=front.svg',
      'for `git apply -p0 cheaper.patch`, and to look at',
    ],
    ['asset-sim recommend --scenario launch-day.yaml --write', 'a day you describe; changes Pulumi.prod.yaml'],
  ]);
}
