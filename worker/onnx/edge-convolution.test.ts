import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { InferenceSession, OrtTensor } from '../host/runtime.ts';
import { type DenseLayer, edgeConvolution, graphUnit } from './edge-convolution.ts';
import { createGraph, type Graph } from './graph.ts';

type Listed = Record<'weights' | 'bias' | 'factor' | 'shift', number[]> & { inputCount: number; outputCount: number };
type Edges = [source: number, target: number][];
const golden = JSON.parse(readFileSync(new URL('./edge-convolution.golden.json', import.meta.url), 'utf8')) as {
  x: number[];
  edges: Edges;
  ball: Edges;
  unit: Record<'edges' | 'ball' | 'join', Listed>;
  overEdges: number[];
  y: number[];
};
const layerOf = ({ weights, bias, factor, shift, ...counts }: Listed): DenseLayer => ({
  ...counts,
  weights: Float32Array.from(weights),
  bias: Float32Array.from(bias),
  factor: Float32Array.from(factor),
  shift: Float32Array.from(shift),
});
const unit = { edges: layerOf(golden.unit.edges), ball: layerOf(golden.unit.ball), join: layerOf(golden.unit.join) };
const vertexCount = golden.x.length / 3;

/** A row of each target, filled up with the target; `spare` columns more than the longest needs. */
function tableOf(edges: Edges, spare = 0): InstanceType<typeof OrtTensor> {
  const rows = Array.from({ length: vertexCount }, (_, vertex) =>
    edges.filter(([, target]) => target === vertex).map(([source]) => source),
  );
  const width = Math.max(...rows.map(row => row.length)) + spare;
  const table = rows.flatMap((row, vertex) => Array.from({ length: width }, (_, i) => BigInt(row[i] ?? vertex)));
  return new OrtTensor('int64', BigInt64Array.from(table), [vertexCount, width]);
}

async function outputOf(write: (graph: Graph) => string, feeds: Record<string, InstanceType<typeof OrtTensor>>) {
  const graph = createGraph();
  graph.input('x', 'float32', ['vertices', 3]);
  for (const name of Object.keys(feeds)) graph.input(name, 'int64', ['vertices', `${name}_width`]);
  graph.node('Identity', [write(graph)], { output: 'y' });
  graph.output('y', 'float32', ['vertices', 'channels']);
  const session = await InferenceSession.create(graph.encode().model);
  const x = new OrtTensor('float32', Float32Array.from(golden.x), [vertexCount, 3]);
  return (await session.run({ x, ...feeds })).y!.data as Float32Array;
}

function equal(saw: Float32Array, wanted: readonly number[]): void {
  assert.is(saw.length, wanted.length);
  saw.forEach((value, i) => {
    near(value, wanted[i]!, 1e-5);
  });
}

check('an edge convolution from a table', {
  'is torch_geometric’s': async () => {
    const edges = tableOf(golden.edges);
    equal(await outputOf(graph => edgeConvolution(graph, 'c', 'x', 'edges', unit.edges), { edges }), golden.overEdges);
  },
  'is blind to what fills the table up': async () => {
    const edges = tableOf(golden.edges, 3);
    equal(await outputOf(graph => edgeConvolution(graph, 'c', 'x', 'edges', unit.edges), { edges }), golden.overEdges);
  },
  'with another and the layer that joins them is a unit of RigNet': async () => {
    const feeds = { edges: tableOf(golden.edges), ball: tableOf(golden.ball) };
    equal(await outputOf(graph => graphUnit(graph, 'u', 'x', { edges: 'edges', ball: 'ball' }, unit), feeds), golden.y);
  },
});
