/** What is written is read by onnxruntime, and does there what was meant. */
import { createHash } from 'node:crypto';
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { InferenceSession, OrtTensor } from '../host/runtime.ts';
import type { ElementArray, ElementType } from './elements.ts';
import { fromFloat16, toFloat16 } from './float16.ts';
import { createGraph, type EncodedGraph, type Graph } from './graph.ts';
import { writeGraph } from './write-graph.ts';

type Given = readonly [type: ElementType, dims: readonly number[], data: ElementArray];

async function outputOf(path: string | Uint8Array, feeds: Readonly<Record<string, Given>>) {
  const session = typeof path === 'string' ? await InferenceSession.create(path) : await InferenceSession.create(path);
  const tensors = Object.entries(feeds).map(([name, [type, dims, data]]) => [name, new OrtTensor(type, data, dims)]);
  const { y } = await session.run(Object.fromEntries(tensors));
  return { type: y!.type, dims: [...y!.dims], data: [...(y!.data as Float32Array)] };
}

/** A graph from `x [n]` to `y`, run on `[1, 2, 3, 4]`. */
async function runOn1To4(write: (graph: Graph) => void) {
  const graph = createGraph();
  graph.input('x', 'float32', ['n']);
  write(graph);
  graph.output('y', 'float32', ['m']);
  return (await outputOf(graph.encode().model, { x: ['float32', [4], Float32Array.of(1, 2, 3, 4)] })).data;
}

/** y = relu(x w) in halves, with w 64 x 32 outside. */
function outside(): EncodedGraph {
  const graph = createGraph({ externalData: 'm.onnx_data' });
  const x = graph.input('x', 'float16', ['batch', 64]);
  const wide = Array.from({ length: 64 * 32 }, (_, i) => (i % 32 === 3 ? 1 : -1));
  const w = graph.constant('w', 'float16', [64, 32], toFloat16(wide));
  const shift = graph.constant('b', 'float16', [32], toFloat16(new Array(32).fill(0.5)));
  const more = graph.constant('more', 'float16', [64, 32], toFloat16(new Array(64 * 32).fill(0)));
  const weights = graph.node('Add', [w, more]);
  graph.node('Relu', [graph.node('Add', [graph.node('MatMul', [x, weights]), shift])], { output: 'y' });
  graph.output('y', 'float16', ['batch', 32]);
  return graph.encode();
}

check('a graph that is written', {
  'says of itself what was declared': async () => {
    const graph = createGraph();
    const x = graph.input('x', 'int64', ['batch', 77]);
    graph.input('t', 'float32', []);
    graph.node('Cast', [x], { attributes: { to: { int: 10 } }, output: 'y' });
    graph.output('y', 'float16', ['batch', 77]);
    const session = await InferenceSession.create(graph.encode().model);
    assert.equal(session.inputMetadata, [
      { name: 'x', isTensor: true, type: 'int64', shape: ['batch', 77] },
      { name: 't', isTensor: true, type: 'float32', shape: [] },
    ]);
    assert.equal(session.outputMetadata, [{ name: 'y', isTensor: true, type: 'float16', shape: ['batch', 77] }]);
  },
  'has constants in a file beside it': async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'asset-hub-onnx-')), 'm.onnx');
    const encoded = outside();
    writeGraph(path, encoded);
    assert.is(statSync(`${path}_data`).size, 2 * 4096, 'each of the two large ones on a page of its own');
    assert.ok(encoded.model.byteLength < 1500, 'and not in the model, too');
    const made = await outputOf(path, { x: ['float16', [2, 64], toFloat16(new Array(128).fill(1))] });
    assert.equal(made.dims, [2, 32]);
    const values = fromFloat16(Uint16Array.from(made.data));
    assert.is(values[3], 64.5);
    assert.is(values[4], 0);
  },
  'has attributes of each kind': async () => {
    assert.equal(
      await runOn1To4(graph => {
        graph.node('LeakyRelu', [graph.node('Neg', ['x'])], { attributes: { alpha: { float: 2 } }, output: 'y' });
      }),
      [-2, -4, -6, -8],
    );
    assert.equal(
      await runOn1To4(graph => {
        const table = graph.node('Constant', [], { attributes: { value_floats: { floats: [10, 20, 30, 40] } } });
        graph.node('Add', ['x', table], { output: 'y' });
      }),
      [11, 22, 33, 44],
    );
    assert.equal(
      await runOn1To4(graph => {
        const shape = graph.node('Constant', [], { attributes: { value_ints: { ints: [1, 1, 4] } } });
        const row = graph.node('Reshape', ['x', shape]);
        const turned = graph.node('Transpose', [row], { attributes: { perm: { ints: [2, 0, 1] } } });
        const flat = graph.constant('flat', 'int64', [1], BigInt64Array.of(-1n));
        graph.node('Reshape', [turned, flat], { output: 'y' });
      }),
      [1, 2, 3, 4],
    );
    const sampled = await runOn1To4(graph => {
      const shape = graph.constant('shape', 'int64', [4], BigInt64Array.of(1n, 1n, 2n, 2n));
      const image = graph.node('Reshape', ['x', shape]);
      const middle = graph.constant('middle', 'float32', [1, 1, 1, 2], Float32Array.of(0, 0));
      const attributes = { mode: { text: 'bilinear' }, align_corners: { int: 0 } };
      const flat = graph.constant('flat', 'int64', [1], BigInt64Array.of(-1n));
      graph.node('Reshape', [graph.node('GridSample', [image, middle], { attributes }), flat], { output: 'y' });
    });
    near(sampled[0]!, 2.5, 1e-6);
  },
  'is the same bytes every time': () => {
    const hash = ({ model, external }: EncodedGraph) =>
      createHash('sha256')
        .update(model)
        .update(external?.bytes ?? '')
        .digest('hex');
    assert.is(hash(outside()), hash(outside()));
  },
  'refuses a constant whose elements are not its dims': () => {
    assert.throws(() => createGraph().constant('w', 'float32', [2, 2], new Float32Array(3)), /w has 3 .*\[2,2\]/);
  },
});
