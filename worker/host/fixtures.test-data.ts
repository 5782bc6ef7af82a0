/** Small models and models with faults, made by the project's own writer. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementType } from '../onnx/elements.ts';
import { toFloat16 } from '../onnx/float16.ts';
import { createGraph, type Dim, type EncodedGraph, type Graph } from '../onnx/graph.ts';
import { writeGraph } from '../onnx/write-graph.ts';
import type { ModelContract } from './model-contract.ts';
import type { ModelGroup } from './model-group.ts';

export type Fixture = { readonly graph: EncodedGraph; readonly contract: ModelContract };

type Declared = { readonly type: ElementType; readonly dims: readonly Dim[] };

/** A graph from `x` to `y`, and the contract that it keeps. */
function fixture(x: Declared, y: Declared, write: (graph: Graph, output: { output: string }) => void): Fixture {
  const graph = createGraph();
  graph.input('x', x.type, x.dims);
  write(graph, { output: 'y' });
  graph.output('y', y.type, y.dims);
  return {
    graph: graph.encode(),
    contract: {
      inputs: [{ name: 'x', types: [x.type], dims: [...x.dims] }],
      outputs: [{ name: 'y', types: [y.type], dims: [...y.dims] }],
    },
  };
}

const rows = (type: ElementType): Declared => ({ type, dims: ['batch', 3] });

/** y = x * [1, 10, 100]. */
export const scaling = (): Fixture =>
  fixture(rows('float32'), rows('float32'), (graph, output) => {
    const weights = graph.constant('w', 'float32', [3], Float32Array.of(1, 10, 100));
    graph.node('Mul', ['x', weights], output);
  });

/** The same in halves. */
export const halves = (): Fixture =>
  fixture(rows('float16'), rows('float16'), (graph, output) => {
    const weights = graph.constant('w', 'float16', [3], toFloat16([1, 10, 100]));
    graph.node('Mul', ['x', weights], output);
  });

/** y = log x: no number for what is below 0. */
export const logarithm = (): Fixture =>
  fixture(rows('float32'), rows('float32'), (graph, output) => {
    graph.node('Log', ['x'], output);
  });

/** Multiplies an n x n matrix with itself 40 times: 86 GFLOP for n = 1024, at once for the 1 x 1 that warms it up. */
export const grinding = (): Fixture =>
  fixture({ type: 'float32', dims: ['n', 'n'] }, { type: 'float32', dims: ['n', 'n'] }, (graph, output) => {
    let product = 'x';
    for (let round = 0; round < 40; round += 1) product = graph.node('MatMul', [product, 'x']);
    graph.node('Identity', [product], output);
  });

/** As many zeros as x says, at least 4. Its contract says that they are always 4. */
export function swelling(): Fixture {
  const { graph, contract } = fixture(
    { type: 'int64', dims: [1] },
    { type: 'float32', dims: ['length'] },
    (made, output) => {
      const least = made.constant('least', 'int64', [1], BigInt64Array.of(4n));
      made.node('ConstantOfShape', [made.node('Max', ['x', least])], output);
    },
  );
  return { graph, contract: { ...contract, outputs: [{ name: 'y', types: ['float32'], dims: [4] }] } };
}

/** A group of these models, each in a file of its name, in a folder of their own. */
export function writeGroup(name: string, models: Readonly<Record<string, Fixture>>): ModelGroup {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-models-'));
  for (const [model, { graph }] of Object.entries(models)) writeGraph(join(folder, `${model}.onnx`), graph);
  return {
    name,
    folder,
    models: Object.entries(models).map(([model, { contract }]) => ({ name: model, file: `${model}.onnx`, contract })),
  };
}
