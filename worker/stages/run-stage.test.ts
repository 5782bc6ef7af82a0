/** How a stage ends, by what its model host meets: a real one, with real crashes. */
import { rmSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { failureOf } from '../../hub/job/failure.ts';
import { type TestHost, useHost } from '../../test/host/use-host.ts';
import { check } from '../../test/kit/check.ts';
import { grinding, logarithm, scaling, swelling, writeGroup } from '../host/fixtures.test-data.ts';
import { float32 } from '../host/tensor.ts';
import type { StageOutcome } from '../loop/stage-work.ts';
import { runStage } from './run-stage.ts';
import type { Stage } from './stage.ts';
import { stageInput, stageRun, unexpected } from './stage-input.test-data.ts';

const models = writeGroup('all', {
  scaling: scaling(),
  logarithm: logarithm(),
  swelling: swelling(),
  grinding: grinding(),
});
const x = float32([1, 3], [1, 2, -3]);

/** One run of a stage that does nothing but this. */
async function outcomeOf(
  run: Stage['run'],
  host: TestHost,
  signal = new AbortController().signal,
): Promise<StageOutcome> {
  const stage: Stage = { name: 'matte', version: '1', inputs: [], outputs: [], models: [], parameters: {}, run };
  return runStage(stage, stageRun(stageInput(), { signal }), { host, log: () => {} });
}

/** What the stage asks of the host comes to nothing; that is what `runStage` answers for. */
const asking =
  (ask: () => Promise<unknown>): Stage['run'] =>
  async () => {
    await ask();
    return unexpected('the host answered');
  };

check('a stage', {
  'that is made says in how many seconds': async () => {
    await useHost([models], async host => {
      const outcome = await outcomeOf(async () => {
        const { value } = await host.infer('scaling', { x });
        return { kind: 'made', files: [], value: [...(value.y!.data as Float32Array)] };
      }, host);
      assert.ok(outcome.kind === 'made');
      assert.equal(outcome.result.value, [1, 20, -300]);
      assert.ok(outcome.result.busySeconds > 0 && outcome.result.busySeconds < 5);
    });
  },
  'tells how far it is, shows what it has, and knows that it is to take less': async () => {
    await useHost([], async host => {
      const told: unknown[] = [];
      const run: Stage['run'] = async ({ prompt, seed, upload }, { progress, preview, isReduced }) => {
        progress(0.5);
        preview(Uint8Array.of(1, 2), 'image/png');
        told.push(isReduced, prompt, seed, upload);
        return { kind: 'made', files: [], value: null };
      };
      const stage: Stage = {
        name: 'matte',
        version: '1',
        inputs: ['prompt'],
        outputs: [],
        models: [],
        parameters: {},
        run,
      };
      const asked = { ...stageRun(stageInput()), isReduced: true };
      await runStage(stage, asked, { host, log: () => {} });
      assert.equal(asked.ratios, [0.5]);
      assert.equal(asked.previews, [['image/png', 2]]);
      assert.equal(told, [true, 'a fox', undefined, undefined], 'and nothing that it does not declare');
    });
  },
  'whose host dies is answered when another has its models': async () => {
    await useHost([models], async host => {
      const reports: string[] = [];
      const watched: TestHost = {
        ...host,
        restart: async signal => {
          const loaded = await host.restart(signal);
          reports.push(...loaded.map(({ group }) => group));
          return loaded;
        },
      };
      assert.is(
        (
          await outcomeOf(
            asking(() => host.run('die', 'SIGSEGV')),
            watched,
          )
        ).kind,
        'host-crash',
      );
      assert.equal(reports, ['all'], 'by then');
      await host.infer('scaling', { x });
    });
  },
  'whose host dies and cannot be started again is for another attempt': async () => {
    const gone = writeGroup('gone', { scaling: scaling() });
    await useHost([gone], async host => {
      rmSync(gone.folder, { recursive: true });
      const outcome = await outcomeOf(
        asking(() => host.run('die', 'SIGKILL')),
        host,
      );
      assert.match(outcome.kind === 'transient' ? String(outcome.error) : outcome.kind, /there is no file/);
    });
  },
  'that needs too much memory says so, likewise': async () => {
    await useHost([models], async host => {
      const feeds = { x: { type: 'int64', dims: [1], data: BigInt64Array.of(1n << 40n) } } as const;
      assert.is(
        (
          await outcomeOf(
            asking(() => host.infer('swelling', feeds)),
            host,
          )
        ).kind,
        'out-of-memory',
      );
      await host.infer('scaling', { x });
    });
  },
  'that misuses a model, or gets no numbers of it, will do so again': async () => {
    await useHost([models], async host => {
      const misused = await outcomeOf(
        asking(() => host.infer('scaling', {})),
        host,
      );
      assert.ok(misused.kind === 'permanent' && misused.error instanceof Error);
      assert.equal(misused.failure, failureOf('hub-fault'));
      const unusable = await outcomeOf(
        asking(() => host.infer('logarithm', { x })),
        host,
      );
      assert.is(unusable.kind === 'permanent' && unusable.failure.code, 'no-character');
    });
  },
  'that throws anything else may do better at another attempt': async () => {
    await useHost([models], async host => {
      const broken = asking(async () => {
        throw new Error('ENOSPC');
      });
      assert.is((await outcomeOf(broken, host)).kind, 'transient');
      assert.is(
        (
          await outcomeOf(
            asking(() => host.infer('none', {})),
            host,
          )
        ).kind,
        'transient',
      );
    });
  },
  'that is aborted says that, wherever it is': async () => {
    await useHost([models], async host => {
      const stop = new AbortController();
      const grinds: Stage['run'] = async (_, { signal }) => {
        const onStep = () => setTimeout(() => stop.abort(), 20);
        await host.run('grind', { rounds: 100, size: 768 }, { signal, onStep });
        return unexpected('it was to be aborted');
      };
      assert.is((await outcomeOf(grinds, host, stop.signal)).kind, 'aborted');
      const late: Stage['run'] = async () => ({ kind: 'made', files: [], value: null });
      assert.is((await outcomeOf(late, host, stop.signal)).kind, 'aborted');
    });
  },
});
