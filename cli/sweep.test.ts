import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { DEV } from '../test/command/in-repository.ts';
import { inFolder, refuses, runCommand } from '../test/command/run-command.ts';
import { check } from '../test/kit/check.ts';

const SWEEP = [
  'sweep',
  '--stack',
  'dev',
  '--users',
  '20',
  '-n',
  '2',
  '--threads',
  '1',
  '--vary',
  'fleets.everything.burst.maxCount=2:6:5',
];
const FILES = { 'Pulumi.dev.yaml': DEV };
const KINDS = ['jsonl', 'json', 'csv', 'svg'] as const;
const outputsIn = (name: string) => KINDS.flatMap(kind => ['--output', `${kind}=${name}.${kind}`]);

/** Runs in a folder, and must end well. */
async function done(folder: string, args: readonly string[]) {
  const ended = await runCommand(args, { folder });
  assert.is(ended.exitCode, 0, ended.err);
  return ended;
}

check('asset-sim sweep', {
  'in three shards and merged has the bytes of the whole': () =>
    inFolder(FILES, async folder => {
      const text = (file: string) => readFileSync(join(folder, file), 'utf8');
      const whole = await done(folder, [...SWEEP, ...outputsIn('whole')]);
      const parts = ['1', '2', '3'].map(number => `part-${number}.jsonl`);
      for (const [index, part] of parts.entries()) {
        await done(folder, [...SWEEP, '--shard', `${index + 1}/3`, '--output', `jsonl=${part}`]);
      }
      const merged = await done(folder, ['merge', ...parts.toReversed(), ...outputsIn('merged')]);
      assert.is(merged.out, whole.out);
      for (const kind of KINDS) assert.is(text(`merged.${kind}`), text(`whole.${kind}`), kind);
      // A second start over a file that was cut off in the middle of a line goes on to the same bytes.
      const bytes = text('whole.jsonl');
      writeFileSync(join(folder, 'whole.jsonl'), bytes.slice(0, bytes.length - 150));
      const again = await done(folder, [...SWEEP, '--output', 'jsonl=whole.jsonl']);
      assert.match(again.err, /^[34] of 5 points are done already\n/);
      assert.is(text('whole.jsonl'), bytes);
      assert.is(again.out, whole.out);
      // A file of another sweep or shard is left alone.
      await refuses([...SWEEP, '--seed', '9', '--output', 'jsonl=whole.jsonl'], /is of another sweep/, { folder })();
      await refuses(
        [...SWEEP, '--shard', '2/3', '--output', 'jsonl=part-1.jsonl'],
        /has point 0, which is of another shard/,
        { folder },
      )();
      assert.is(text('whole.jsonl'), bytes);
      await refuses(['merge', 'part-1.jsonl', 'part-3.jsonl'], /2 of 5 points are missing, the first is point 1/, {
        folder,
      })();
      await refuses(['merge', 'part-1.jsonl', 'part-1.jsonl'], /part-1.jsonl has point 0, as another file has/, {
        folder,
      })();
      await refuses(['merge', 'part-1.jsonl', 'Pulumi.dev.yaml'], /Pulumi.dev.yaml:1 is no file of a sweep/, {
        folder,
      })();
      writeFileSync(join(folder, 'empty.jsonl'), '');
      await refuses(['merge', 'empty.jsonl'], /empty.jsonl:1 is empty/, { folder })();
    }),
  'that is interrupted ends with 130 and keeps what is done': () =>
    inFolder(FILES, async folder => {
      const long = [...SWEEP.slice(0, -1), 'scenario.users=1000:9000:9000', '--output', 'jsonl=long.jsonl'];
      const { exitCode, err } = await runCommand(long, { folder, interruptAt: /points would take about \d+ minutes/ });
      assert.is(exitCode, 130);
      const [, count] = /the sweep was interrupted after (\d+) of 9000 points, kept in long.jsonl/.exec(err) ?? [];
      assert.ok(Number(count) > 0, err);
      assert.is(readFileSync(join(folder, 'long.jsonl'), 'utf8').split('\n').length, Number(count) + 2);
    }),
  'on a full disk says so once': async () => {
    const { exitCode, err } = await runCommand([...SWEEP, '--output', 'jsonl=/dev/full']);
    assert.is(exitCode, 2, err);
    assert.match(err, /^error: a point cannot be kept in \/dev\/full: ENOSPC.*\nhint: free some space/);
  },
});

check('asset-sim sweep refuses', {
  'nothing to vary': refuses(SWEEP.slice(0, -2), /needs something to vary/),
  'a setting nobody knows': refuses(
    ['sweep', '--vary', 'fleets.rigging.burst.maxCont=1,2'],
    /--vary fleets.rigging.burst.maxCont is no setting/,
  ),
  'what is no number': refuses(
    ['sweep', '--vary', 'fleets.rigging.burst.maxCount=NaN'],
    /must be a number \(saw "NaN"\)/,
  ),
  'a path twice': refuses(
    [...SWEEP, '--vary', 'fleets.everything.burst.maxCount=9'],
    /names fleets.everything.burst.maxCount twice/,
  ),
  'a range without steps': refuses(
    ['sweep', '--vary', 'fleets.rigging.burst.maxCount=1:5'],
    /has a range without steps/,
  ),
  'a shard that is none': refuses(
    [...SWEEP, '--shard', '4/3'],
    /--shard must be I\/N with I from 1 to N \(saw '4\/3'\)/,
  ),
  'a metric nobody knows': refuses([...SWEEP, '--metric', 'p95(turnaround)'], /turnaround is not a metric/),
  'a thousand million points, at once': refuses(
    [
      'sweep',
      '--vary',
      'scenario.users=1:1000:1000',
      '--vary',
      'fleets.rigging.burst.maxCount=1:1000:1000',
      '--vary',
      'budget.monthlyUsdMax=1:1000:1000',
    ],
    /would make 1,000,000,000 points, and the most is 100,000/,
  ),
});
