/** `asset-sim calibrate`: what it takes. */
import { type Command, Option } from 'commander';
import type { CalibrateFlags } from '../flags.ts';
import { kindWords } from '../output-kinds.ts';
import { addExamples, addStackFlags, collect } from '../stack-flags.ts';

export function addCalibrate(program: Command): void {
  const command = program
    .command('calibrate')
    .summary('fit stage times, load times and arrivals to what was recorded')
    .description(
      'Reads logs of workers, tables and CloudWatch exports, fits distributions to the times and a week to the arrivals, says how well they foretell what was held out, and writes them as a patch of the stack file and as a scenario.',
    )
    .argument('<files...>', 'what was recorded; .gz is unpacked');
  addStackFlags(command, 'all that was found')
    .addOption(
      new Option('--format <kind>', 'of all files (default: told by their looks)').choices([
        'worker-log',
        'csv',
        'cloudwatch',
      ]),
    )
    .option(
      '--column <role=name>',
      'what a column of a table is: arrival, at, stage, seconds or load; repeatable',
      collect,
    )
    .option('--stage <name>', 'whose times a table has that has no column of stages')
    .option(
      '--starts-at <time>',
      "when a trace starts whose times count from 0, as 'mon 00:00', UTC (default: mon 00:00)",
    )
    .option('--instance-type <name>', "of workers' logs, only times that were taken on this type (default: all)")
    .option('--boot-path <name>', 'boot path whose model load the load times are, copy of the weights included')
    .option('-o, --output <kind=file>', `also write ${kindWords('calibrate')}; repeatable`, collect)
    .action(async (files: readonly string[], flags: CalibrateFlags) => {
      const { calibrateFiles } = await import('../calibrate-files.ts');
      await calibrateFiles(files, flags);
    });
  addExamples(command, [
    ['asset-sim calibrate worker.log', 'what the workers of a fleet needed, from their own log'],
    [
      'asset-sim calibrate worker.log --output patch=measured.patch',
      'the same, to be laid over Pulumi.prod.yaml by git apply measured.patch',
    ],
    ['asset-sim calibrate worker.log --output svg=fit.svg', 'a picture: quantiles seen against quantiles fitted'],
    ['asset-sim calibrate sent.json --output scenario=week.yaml', 'a week of users from the count of messages sent'],
    [
      'asset-sim calibrate jobs.csv --column arrival=created --column seconds=took --stage text-to-image',
      'a table of your own',
    ],
  ]);
}
