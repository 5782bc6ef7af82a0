import { Command } from 'commander';
import { addCalibrate } from './commands/calibrate.ts';
import { addCompare } from './commands/compare.ts';
import { addCompletion } from './commands/completion.ts';
import { addConfig } from './commands/config.ts';
import { addCost } from './commands/cost.ts';
import { addGate } from './commands/gate.ts';
import { addPrices } from './commands/prices.ts';
import { addRecommend } from './commands/recommend.ts';
import { addRun } from './commands/run.ts';
import { addSensitivity } from './commands/sensitivity.ts';
import { addMerge, addSweep } from './commands/sweep.ts';
import { addTrace } from './commands/trace.ts';
import { addExamples } from './stack-flags.ts';
import { TOOL_VERSION } from './tool-version.ts';

/** All commands and flags. Nothing of what they do is loaded yet, so that `--help` is instant. */
export function buildProgram(): Command {
  const program = new Command('asset-sim')
    .description('Says what a character will cost and how long users will wait, before the hub is deployed.')
    .version(TOOL_VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .helpCommand(false)
    .showSuggestionAfterError()
    // Mistakes in usage come back as errors, and main.ts prints them.
    .exitOverride()
    .configureOutput({ outputError: () => {} });
  addRun(program);
  addGate(program);
  addCompare(program);
  addSweep(program);
  addMerge(program);
  addSensitivity(program);
  addRecommend(program);
  addCalibrate(program);
  addTrace(program);
  addCost(program);
  addPrices(program);
  addConfig(program);
  addCompletion(program);
  return addExamples(program, [
    ['asset-sim run --users 10000', 'cost and waits of the prod stack in a rush of 10,000 users'],
    ['asset-sim cost --stack dev', 'prices of the dev stack'],
    ['asset-sim run --help', 'all flags of a command'],
  ]);
}
