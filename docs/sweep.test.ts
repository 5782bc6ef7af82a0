/** The recipes of SWEEP.md do on this machine what they say: three parts, merged, have the bytes of the whole. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { inFolder } from '../test/command/run-command.ts';
import { check, golden } from '../test/kit/check.ts';
import { quotedCommands } from '../test/kit/quoted.ts';

const ROOT = join(import.meta.dirname, '..');
const PAGE = readFileSync(join(ROOT, 'docs/SWEEP.md'), 'utf8');
const FILES = { 'Pulumi.prod.yaml': readFileSync(join(ROOT, 'Pulumi.prod.yaml'), 'utf8') };

/** What GitHub replaces. */
const SHARD = /\$\{\{ matrix\.shard \}\}/g;

/** The block of code below `<!-- recipe: NAME -->`. */
function recipe(name: string): string {
  const found = new RegExp(`<!-- recipe: ${name} -->\\n\`\`\`[a-z]+\\n([\\s\\S]*?)\`\`\``).exec(PAGE)?.[1];
  if (found === undefined) throw new Error(`SWEEP.md has no recipe ${name}`);
  return found;
}

/** This repository's command for the installed one, and a folder for a bucket. */
const STAND_INS = `set -eu
npx() { shift; "${process.execPath}" "${join(ROOT, 'cli/asset-sim.js')}" "$@" > /dev/null 2>&1; }
aws() { shift 2; if [ "$1" = --recursive ]; then shift; mkdir -p "$2"; cp -r "$1". "$2"; else cp "$1" "$2"; fi; }
`;

function runIn(folder: string, script: string, environment: Readonly<Record<string, string>> = {}): void {
  execFileSync('bash', ['-c', STAND_INS + script], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: 'pipe',
  });
}

/** Plays the recipe's sweep in one part, and compares what the recipe merged. */
function isTheWhole(folder: string, command: string): void {
  const whole = command
    .replace(/ --shard \S+/, '')
    .replace(/ --output \S+/, ' --output jsonl=whole.jsonl --output csv=whole.csv');
  runIn(folder, whole);
  for (const kind of ['jsonl', 'csv']) {
    assert.is(readFileSync(join(folder, `sweep.${kind}`), 'utf8'), readFileSync(join(folder, `whole.${kind}`), 'utf8'));
  }
}

type Workflow = {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly strategy?: { readonly matrix: { readonly shard: readonly number[] } };
        readonly steps: readonly { readonly run?: string }[];
      }
    >
  >;
};

check('the recipe for', {
  'AWS Batch makes the whole of three children': () =>
    inFolder(FILES, async folder => {
      mkdirSync(join(folder, 'bucket'));
      const child = recipe('batch child');
      for (const index of ['0', '1', '2']) {
        runIn(folder, child, { AWS_BATCH_JOB_ARRAY_INDEX: index, SHARD_COUNT: '3', SWEEP_FOLDER: 'bucket' });
      }
      runIn(folder, recipe('batch merge'), { SWEEP_FOLDER: 'bucket' });
      isTheWhole(
        folder,
        child
          .replace(/\\\n\s*/g, '')
          .split('\n')[0]!
          .replace(/"\$\(\(.*?\/\$SHARD_COUNT"/, '1/1'),
      );
    }),
  'GitHub Actions makes the whole of its matrix': () =>
    inFolder(FILES, async folder => {
      const { sweep, merge } = (parse(recipe('matrix')) as Workflow).jobs;
      const commandOf = (steps: readonly { readonly run?: string }[]) =>
        steps.flatMap(({ run }) => (run?.startsWith('npx') ? [run] : [])).join('\n');
      const command = commandOf(sweep!.steps);
      mkdirSync(join(folder, 'parts'));
      for (const shard of sweep!.strategy!.matrix.shard) {
        runIn(folder, `${command.replaceAll(SHARD, String(shard))}\nmv part-${shard}.jsonl parts/`);
      }
      runIn(folder, commandOf(merge!.steps));
      isTheWhole(folder, command.replaceAll(SHARD, '1'));
    }),
});

/** What the page quotes, as a picture. */
const isDrawnIn = (command: string, picture: string) => () =>
  inFolder(FILES, async folder => {
    const quoted = quotedCommands(PAGE).find(each => each.startsWith(`npx asset-sim ${command} `));
    runIn(folder, `${quoted} --output svg=picture.svg`);
    golden(join(ROOT, 'docs/pictures', picture), readFileSync(join(folder, 'picture.svg'), 'utf8'));
  });

check('the picture of', {
  'the sweep is of the one that is quoted': isDrawnIn('sweep', 'sweep.svg'),
  'the sensitivity is of the one that is quoted': isDrawnIn('sensitivity', 'tornado.svg'),
});
