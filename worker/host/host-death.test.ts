/** What becomes of requests when the host's process is killed or dies, and of the process when the worker does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { failsWith, isRunning, useHost } from '../../test/host/use-host.ts';
import { check } from '../../test/kit/check.ts';
import { grinding, scaling, swelling, writeGroup } from './fixtures.test-data.ts';
import { float32 } from './tensor.ts';

const small = writeGroup('small', { scaling: scaling(), swelling: swelling() });
const large = writeGroup('large', { grinding: grinding() });
const x = float32([1, 3], [1, 2, 3]);

check('an abort', {
  'kills the host within a tenth of a second, and the next request finds another with its models': async () => {
    await useHost([small, large], async host => {
      const { value: processId } = await host.run('identify', undefined);
      const stop = new AbortController();
      let asked = 0;
      const onStep = () =>
        setTimeout(() => {
          asked = performance.now();
          stop.abort();
        }, 50);
      const run = host.run('grind', { rounds: 100, size: 768 }, { signal: stop.signal, onStep });
      await failsWith('aborted', /not wanted/, run);
      const milliseconds = performance.now() - asked;
      assert.ok(milliseconds < 100, `it took ${milliseconds} ms`);
      assert.not(isRunning(processId), 'the process is gone');
      assert.equal((await host.infer('scaling', { x })).value.y?.data, Float32Array.of(1, 20, 300));
    });
  },
  'that came before costs nothing': async () => {
    await useHost([small], async host => {
      const { value: before } = await host.run('identify', undefined);
      await failsWith('aborted', /not wanted/, host.infer('scaling', { x }, { signal: AbortSignal.abort() }));
      assert.is((await host.run('identify', undefined)).value, before, 'the same process');
    });
  },
});

check('a host that dies', {
  'is an error for who waits for it, with what it last said; the next request finds another': async () => {
    await useHost([small], async host => {
      for (const signal of ['SIGSEGV', 'SIGKILL'] as const) {
        const error = await failsWith('host-crash', new RegExp(`died of ${signal}`), host.run('die', signal));
        assert.match(error.outputTail ?? '', /about to die/);
      }
      // Of no more use by what it says, and so replaced although it lives.
      await failsWith('host-crash', /CUDA failure 700/, host.run('fault', 'CUDA failure 700: illegal memory access'));
      assert.equal((await host.infer('scaling', { x })).value.y?.data, Float32Array.of(1, 20, 300));
    });
  },
  'of a model that is too large for the memory is replaced, and the error is one of its own': async () => {
    await useHost([small], async host => {
      const { value: before } = await host.run('identify', undefined);
      await failsWith(
        'out-of-memory',
        /swelling: .*Failed to allocate/,
        host.infer('swelling', { x: { type: 'int64', dims: [1], data: BigInt64Array.of(1n << 40n) } }),
      );
      assert.is.not((await host.run('identify', undefined)).value, before);
    });
  },
  'between two requests is replaced': async () => {
    await useHost([small], async host => {
      const { value: before } = await host.run('identify', undefined);
      process.kill(before, 'SIGKILL');
      await pause(200);
      const { value: after } = await host.run('identify', undefined);
      assert.is.not(after, before);
    });
  },
  'of a full heap says that': async () => {
    process.env.NODE_OPTIONS = '--max-old-space-size=64';
    try {
      await useHost([], async host => {
        const error = await failsWith('out-of-memory', /the model host/, host.run('hoard', undefined));
        assert.match(error.outputTail ?? '', /JavaScript heap out of memory/);
      });
    } finally {
      delete process.env.NODE_OPTIONS;
    }
  },
  'never outlives its worker, even in the middle of a run': async () => {
    const worker = spawn(process.execPath, [join(import.meta.dirname, '../../test/host/block-for-long.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [text] = await once(worker.stdout, 'data');
    const processId = Number(String(text));
    assert.ok(isRunning(processId));
    worker.kill('SIGKILL');
    const beginning = performance.now();
    while (isRunning(processId) && performance.now() - beginning < 5000) await pause(50);
    assert.not(isRunning(processId), 'it runs 5 s later');
  },
});
