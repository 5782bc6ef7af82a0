/** What can go wrong with a program that is called Blender. What is to go well is tested with the real one (retopologize.test.ts). */
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { requireBlender } from '../../test/blender/require-blender.ts';
import { isRunning } from '../../test/host/use-host.ts';
import { check } from '../../test/kit/check.ts';
import { type BlenderOptions, runBlender } from './run-blender.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'asset-hub-blender-'));

/** A shell script in Blender's place; $1 is the folder. */
function standIn(lines: string): string {
  const path = join(newFolder(), 'blender');
  writeFileSync(path, `#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done; shift\n${lines}\n`);
  chmodSync(path, 0o755);
  return path;
}

const run = (command: string, options: Partial<BlenderOptions> = {}) =>
  runBlender({
    script: 'script.py',
    folder: newFolder(),
    signal: new AbortController().signal,
    secondsMax: 30,
    command,
    ...options,
  });

/** Starts a process of its own, notes its id and waits for it. */
const STARTS_ANOTHER = 'sleep 60 & echo $! > "$1/other.new"; mv "$1/other.new" "$1/other"; wait';

/** Once it is there. */
async function otherIn(folder: string): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      return Number(readFileSync(join(folder, 'other'), 'utf8'));
    } catch {
      await pause(50);
    }
  }
  throw new Error('it did not start');
}

check('a run of Blender', {
  'is what its script wrote, whatever its exit code': async () => {
    const result = `echo '{"faces": 7}' > "$1/result.json"`;
    assert.equal(await run(standIn(`${result}; exit 17`)), { kind: 'done', result: { faces: 7 } });
  },
  'without a result has failed, though it exits with 0, and says what it printed': async () => {
    assert.equal(await run(standIn('echo all is well; exit 0')), {
      kind: 'failed',
      how: 'ended with code 0',
      outputTail: 'all is well\n',
    });
  },
  'does not take the result of an earlier one for its own': async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'result.json'), '{}');
    assert.is((await run(standIn('exit 0'), { folder })).kind, 'failed');
  },
  'that is killed says so': async () => {
    const { kind, how } = (await run(standIn('kill -9 $$'))) as { kind: string; how: string };
    assert.equal([kind, how], ['failed', 'died of SIGKILL']);
  },
  'is missing where there is none': async () => assert.equal(await run('/nowhere/blender'), { kind: 'missing' }),
  'that hangs is killed with all that it started': async () => {
    const folder = newFolder();
    const late = run(standIn(STARTS_ANOTHER), { folder, secondsMax: 1 });
    const other = await otherIn(folder);
    assert.ok(isRunning(other));
    assert.equal(await late, { kind: 'timeout' });
    assert.not(isRunning(other));
  },
  'that is not wanted any more is killed with all that it started': async () => {
    const folder = newFolder();
    const stop = new AbortController();
    const stopped = run(standIn(STARTS_ANOTHER), { folder, signal: stop.signal });
    const other = await otherIn(folder);
    stop.abort();
    assert.equal(await stopped, { kind: 'aborted' });
    assert.not(isRunning(other));
    assert.equal(await run('/nowhere/blender', { signal: stop.signal }), { kind: 'aborted' });
  },
  'whose script fails has no result, and the words of Python': async () => {
    const script = join(newFolder(), 'fails.py');
    writeFileSync(script, 'raise ValueError("nothing to do")');
    const { kind, how, outputTail } = (await run(requireBlender(), { script })) as {
      kind: string;
      how: string;
      outputTail: string;
    };
    assert.equal([kind, how], ['failed', 'ended with code 17']);
    assert.match(outputTail, /ValueError: nothing to do/);
  },
});
