/** That runtime.ts is needed: without it, onnxruntime does not take halves. When this fails upstream is mended, and it can go. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { halves, writeGroup } from './fixtures.test-data.ts';
import { OrtTensor } from './runtime.ts';

/** In a process of its own: the runtime decides once in a process. @returns what its run gives, or why it fails */
function runHalves(importRuntime: string): string {
  const path = join(writeGroup('halves', { halves: halves() }).folder, 'halves.onnx');
  const script = `
    const { InferenceSession, Tensor } = await ${importRuntime};
    const x = new Tensor('float16', Uint16Array.of(0x3c00, 0x4000, 0x4200), [1, 3]);
    const session = await InferenceSession.create(${JSON.stringify(path)});
    const said = await session.run({ x }).then(({ y }) => [...y.data].join(), error => 'failed: ' + error.message);
    process.stdout.write(said);`;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
}

check('halves', {
  'fail in onnxruntime-node 1.30.0 as it comes': () => {
    assert.match(runHalves(`import('onnxruntime-node').then(m => m.default)`), /^failed: .*not enough space/);
  },
  'are bits by way of runtime.ts': () => {
    const path = JSON.stringify(join(import.meta.dirname, 'runtime.ts'));
    const importRuntime = `import(${path}).then(m => ({ ...m, Tensor: m.OrtTensor }))`;
    assert.is(runHalves(importRuntime), [0x3c00, 0x4d00, 0x5cb0].join());
  },
});

check('Float16Array', {
  'is back after the runtime is there': () => {
    assert.is(typeof Reflect.get(globalThis, 'Float16Array'), 'function');
    assert.not(Object.keys(globalThis).includes('Float16Array'));
    assert.ok(new OrtTensor('float16', Uint16Array.of(1), [1]).data instanceof Uint16Array);
  },
});
