/** `asset-sim trace` as a person and a script meet it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { inFolder, refuses, runCommand } from '../test/command/run-command.ts';
import { check } from '../test/kit/check.ts';

const CROWD = ['trace', '--users', '30'];

check('asset-sim trace', {
  'writes what it tells, and shows one life beside it': () =>
    inFolder({}, async folder => {
      const outputs = ['perfetto', 'jsonl', 'csv'].flatMap(kind => ['-o', `${kind}=${folder}/run.${kind}`]);
      const { exitCode, out, err } = await runCommand([...CROWD, '--job', '3', '--json', ...outputs]);
      assert.is(exitCode, 0, err);
      const { of, number, count, life } = JSON.parse(out);
      assert.equal([of, number, count], ['job', 3, 30]);
      assert.match(life[0].what, /^submitted in /);
      assert.is(life.at(-1).what, 'finished');
      const { traceEvents, otherData } = JSON.parse(readFileSync(join(folder, 'run.perfetto'), 'utf8'));
      assert.is(otherData.seed, 1);
      assert.is(traceEvents.filter(({ name }: { name: string }) => name === 'job 3').length, 2);
      assert.equal(readdirSync(folder).toSorted(), ['run.csv', 'run.jsonl', 'run.perfetto']);
    }),
  'counts what came, and plays the very run that the replication number names': async () => {
    const counts = async (...flags: readonly string[]) =>
      JSON.parse((await runCommand([...CROWD, '--json', ...flags])).out).counts;
    assert.is((await counts()).jobs, 30);
    assert.equal(await counts('--replication', '0'), await counts());
    assert.is.not(JSON.stringify(await counts('--replication', '1')), JSON.stringify(await counts()));
  },
  'refuses a job that never came, and says which is the last': refuses(
    [...CROWD, '--job', '30'],
    /--job must be one of the run's 30, counted from 0 \(saw 30\)\nhint: the last one is --job 29/,
  ),
  'refuses two lives at once': refuses([...CROWD, '--job', '1', '--instance', '1'], /cannot be shown at once/),
  'refuses a kind of file it does not know': refuses([...CROWD, '-o', 'perfeto=x'], /hint: .*perfetto=x/),
  'says when the disk is full': refuses([...CROWD, '-o', 'csv=/dev/full'], /\/dev\/full cannot be written: ENOSPC/),
  'leaves no file when it is interrupted': () =>
    inFolder({}, async folder => {
      const args = ['trace', '--users', '200000', '-o', `jsonl=${folder}/run.jsonl`];
      const { exitCode, err } = await runCommand(args, { interruptAt: /slices are coming/ });
      assert.is(exitCode, 130);
      assert.match(err, /error: the trace was interrupted; no file was written/);
      assert.not(existsSync(join(folder, 'run.jsonl')));
      assert.equal(readdirSync(folder), []);
    }),
});
