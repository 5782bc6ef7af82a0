import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { useHost } from '../../test/host/use-host.ts';
import { check } from '../../test/kit/check.ts';
import { type ModelGroup as CatalogGroup, readModelCatalog } from '../models/model-catalog.ts';
import { writeGraph } from '../onnx/write-graph.ts';
import { catalogGroup, lockedVersion } from './catalog-group.ts';
import { scaling } from './fixtures.test-data.ts';
import { float32 } from './tensor.ts';

const group: CatalogGroup = {
  about: 'a test',
  licence: { name: 'none', url: 'https://example.com/', isCommercialUse: 'no' },
  source: 'here [H]',
  files: [
    {
      path: 'scaling/model.onnx',
      url: 'https://example.com/model.onnx',
      contract: {
        inputs: [{ name: 'x', types: ['float32', 'float16'] }],
        outputs: [{ name: 'y', types: ['float32', 'float16'], dims: ['batch', 3] }],
      },
    },
    { path: 'scaling/words.json', url: 'https://example.com/words.json' },
  ],
};

check('a group of the catalog', {
  'is loaded from the folder of all weights, with what it leaves open taken from the model': async () => {
    const weights = mkdtempSync(join(tmpdir(), 'asset-hub-weights-'));
    writeGraph(join(weights, 'test/scaling/model.onnx'), scaling().graph);
    await useHost([catalogGroup('test', group, weights, { batch: 2 })], async host => {
      const { value } = await host.infer('test/scaling/model.onnx', { x: float32([1, 3], [1, 1, 1]) });
      assert.equal(value.y?.data, Float32Array.of(1, 10, 100));
    });
  },
  'has a model for each graph of the worker’s own catalog': () => {
    const { groups } = readModelCatalog();
    for (const [name, own] of Object.entries(groups)) {
      const graphs = own.files.filter(({ contract }) => contract !== undefined);
      assert.equal(
        catalogGroup(name, own, '/weights').models.map(({ file }) => file),
        graphs.map(({ path }) => path),
      );
    }
  },
});

const entry = (sha256: string) => ({ sha256: sha256.repeat(64), byteCount: 1, url: 'https://example.com/' });
const lock = { 'a/unet/model.onnx': entry('1'), 'a/unet/model.onnx_data': entry('2'), 'a/vae/model.onnx': entry('3') };

check('the version of a model', {
  'changes with every file of its folder, and with no other': () => {
    const version = lockedVersion(lock, 'a/unet/model.onnx');
    assert.match(version, /^[0-9a-f]{64}$/);
    assert.is(lockedVersion({ ...lock, 'a/vae/model.onnx': entry('4') }, 'a/unet/model.onnx'), version);
    assert.is.not(lockedVersion({ ...lock, 'a/unet/model.onnx_data': entry('4') }, 'a/unet/model.onnx'), version);
  },
  'is unknown without a lock': () => {
    assert.throws(() => lockedVersion(lock, 'a/text/model.onnx'), /a\/text\/model.onnx is not in the lock/);
  },
});
