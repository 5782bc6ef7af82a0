/** A real process with real sessions: what it loads, what it runs, what it refuses. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { failsWith, sharedHost, useHost } from '../../test/host/use-host.ts';
import { check } from '../../test/kit/check.ts';
import { fromFloat16, toFloat16 } from '../onnx/float16.ts';
import { grinding, halves, logarithm, scaling, swelling, writeGroup } from './fixtures.test-data.ts';
import type { ModelGroup } from './model-group.ts';
import { float32 } from './tensor.ts';

const small = writeGroup('small', {
  scaling: scaling(),
  halves: halves(),
  logarithm: logarithm(),
  swelling: swelling(),
});
const large = writeGroup('large', { grinding: grinding() });
/** For rows that leave it as it was. */
const host = sharedHost([small, large]);
const x = float32([1, 3], [1, 2, 3]);
/** 36 GFLOP a round: 0.7 s of one thread of the machine where this was written. */
const size = 768;

check('a model host', {
  'runs a model, and says what that took': async () => {
    const { value, usage } = await (await host()).infer('scaling', { x });
    assert.equal(value, { y: float32([1, 3], [1, 20, 300]) });
    assert.ok(usage.seconds > 0 && usage.seconds < 1, String(usage.seconds));
    assert.ok(usage.residentPeakBytes > 40e6 && usage.residentPeakBytes < 400e6, String(usage.residentPeakBytes));
  },
  'takes halves and gives them': async () => {
    const ones = { type: 'float16', dims: [1, 3], data: toFloat16([1, 2, 3]) } as const;
    const { value } = await (await host()).infer('halves', { x: ones });
    assert.equal([...fromFloat16(value.y!.data as Uint16Array)], [1, 20, 300]);
  },
  'reports each model it loaded and warmed up, and the memory of its own process': async () => {
    // What was forked begins, for getrusage, at what its parent had.
    const ballast = Buffer.alloc(400e6, 1);
    await useHost([], async fresh => {
      const { group, models, seconds, residentPeakBytes } = await fresh.load(small);
      assert.is(group, 'small');
      assert.equal(
        models.map(({ name }) => name),
        ['scaling', 'halves', 'logarithm', 'swelling'],
      );
      for (const { loadSeconds, warmUpSeconds } of models) assert.ok(loadSeconds > 0 && warmUpSeconds > 0);
      assert.ok(seconds > 0);
      assert.ok(residentPeakBytes < 300e6, `${residentPeakBytes} beside ${ballast.length}`);
      await failsWith('failed', /small is loaded already/, fresh.load(small));
    });
  },
  'leaves the thread of its caller free while it blocks its own, and says meanwhile how far it is': async () => {
    const grinder = await host();
    let tickCount = 0;
    const ticks = setInterval(() => (tickCount += 1), 10);
    const beginning = performance.now();
    const told: number[] = [];
    const onStep = () => told.push(performance.now() - beginning);
    const { value, usage } = await grinder.run('grind', { rounds: 2, size }, { onStep });
    clearInterval(ticks);
    assert.is(value, 'float32');
    assert.ok(usage.seconds > 0.2, `a run of ${usage.seconds} s blocks nothing`);
    // Of a blocked thread there would be none.
    assert.ok(tickCount > 0.5 * (usage.seconds * 100), `${tickCount} ticks in ${usage.seconds} s`);
    assert.is(told.length, 2);
    assert.ok(told[0]! < 300 * usage.seconds, `told after ${told[0]} ms of ${usage.seconds} s`);
  },
  'does one thing after the other': async () => {
    const both = await host();
    const ended: string[] = [];
    const grinds = both.run('grind', { rounds: 1, size }).then(() => ended.push('first'));
    const scales = both.infer('scaling', { x }).then(() => ended.push('second'));
    await Promise.all([grinds, scales]);
    assert.equal(ended, ['first', 'second']);
  },
});

check('a model', {
  'that answers more than its contract says is refused before that crosses': async () => {
    const feeds = { x: { type: 'int64', dims: [1], data: BigInt64Array.of(5_000_000n) } } as const;
    const says = /output y must be float32 \[4\] \(saw float32 \[5000000\]\)/;
    await failsWith('contract-mismatch', says, (await host()).infer('swelling', feeds));
  },
  'that answers no number, or an infinite one, is refused': async () => {
    const { infer } = await host();
    await failsWith('bad-output', /output y/, infer('logarithm', { x: float32([1, 3], [1, 2, -3]) }));
    await failsWith('bad-output', /output y/, infer('logarithm', { x: float32([1, 3], [1, 2, 0]) }));
  },
  'that is handed what it does not take says what it wants': async () => {
    const { infer } = await host();
    const says = /input x must be float32 \[batch, 3\] \(saw float32 \[1, 2\]\)/;
    await failsWith('contract-mismatch', says, infer('scaling', { x: float32([1, 2], [1, 2]) }));
    await failsWith('contract-mismatch', /input x is missing/, infer('scaling', {}));
    await failsWith('contract-mismatch', /output z is not in/, infer('scaling', { x }, { outputs: ['z'] }));
    await failsWith('failed', /squaring is not loaded/, infer('squaring', { x }));
  },
  'with another contract is not loaded, and nothing of its group is': async () => {
    const group = writeGroup('other', { first: scaling(), second: halves() });
    const { contract } = scaling();
    const wrong: ModelGroup = { ...group, models: group.models.map(model => ({ ...model, contract })) };
    await useHost([], async fresh => {
      const says = /second: input x must be float32 \[batch, 3\] \(saw float16 \[batch, 3\]\); second: output y/;
      await failsWith('contract-mismatch', says, fresh.load(wrong));
      await failsWith('failed', /first is not loaded/, fresh.infer('first', { x }));
      assert.is((await fresh.load(group)).models.length, 2);
    });
  },
  'that keeps its contract on paper only is found out by the run that warms it up': async () => {
    const { folder, models } = writeGroup('paper', { swelling: swelling() });
    const [model] = models;
    const outputs = [{ name: 'y', types: ['float32'], dims: [3] }] as const;
    const group = {
      name: 'paper',
      folder,
      models: [{ ...model!, name: 'paper', contract: { ...model!.contract, outputs } }],
    };
    const says = /paper: output y must be float32 \[3\] \(saw float32 \[4\]\)/;
    await failsWith('contract-mismatch', says, (await host()).load(group));
  },
  'whose file is missing or no model is named': async () => {
    const [missing, broken] = [writeGroup('missing', { m: scaling() }), writeGroup('broken', { m: scaling() })];
    rmSync(join(missing.folder, 'm.onnx'));
    writeFileSync(join(broken.folder, 'm.onnx'), 'not a model');
    const { load, infer } = await host();
    await failsWith('model-unusable', /model m: there is no file .*m\.onnx/, load(missing));
    await failsWith('model-unusable', /model m \(.*m\.onnx\)/, load(broken));
    assert.equal((await infer('scaling', { x })).value.y?.data, Float32Array.of(1, 20, 300));
  },
});

check('a provider', {
  'that is not there is an error, not a slower one': async () => {
    // No CUDA provider is installed where tests run (npm's package has none); where it is, the session would open.
    await useHost(
      [],
      async fresh => {
        await failsWith('provider-unusable', /Cuda|CUDA/, fresh.load(small));
      },
      { provider: 'cuda' },
    );
  },
  'that is strict leaves nothing to the CPU': async () => {
    await useHost(
      [],
      async fresh => {
        await failsWith('provider-unusable', /CPU EP/, fresh.load(small));
      },
      { isStrict: true },
    );
  },
});

check('a program', {
  'that throws is an error with its text': async () => {
    await failsWith('failed', /Error: no such thing/, (await host()).run('fault', 'no such thing'));
  },
});
