/** TripoSR's decoder as a graph: its own operators and shapes, with weights that are sines (test/triposr/make-vectors.py). */
import { createGraph, type EncodedGraph } from '../onnx/graph.ts';
import { RADIUS, SCENE_CODES_DIMS } from './contract.ts';

const HIDDEN = 64;

export const sines = (count: number, seed: number, scale: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => scale * Math.sin(0.37 * i + seed));

export const sineCodes = (): Float32Array => sines(3 * 40 * 64 * 64, 0.1, 1);

export function sineDecoder(): EncodedGraph {
  const graph = createGraph();
  graph.input('scene_codes', 'float32', SCENE_CODES_DIMS);
  graph.input('points', 'float32', [1, 'points', 3]);
  const ints = (name: string, ...values: number[]) =>
    graph.constant(name, 'int64', [values.length], BigInt64Array.from(values.map(BigInt)));
  const scalar = (name: string, value: number) => graph.constant(name, 'float32', [], Float32Array.of(value));
  const places = graph.node('Div', ['points', scalar('radius', RADIUS)]);
  const [zero, one, two, four] = [ints('i0', 0), ints('i1', 1), ints('i2', 2), ints('i4', 4)];

  // 1. The features of each plane at its two coordinates: [1, 40, 1, points].
  const sampled = [
    [0, 1],
    [0, 2],
    [1, 2],
  ].map((axes, plane) => {
    const pair = graph.node('Gather', [places, ints(`axes_${plane}`, ...axes)], { attributes: { axis: { int: 2 } } });
    const number = graph.constant(`plane_${plane}`, 'int64', [], BigInt64Array.of(BigInt(plane)));
    const features = graph.node('Gather', ['scene_codes', number], { attributes: { axis: { int: 1 } } });
    return graph.node('GridSample', [features, graph.node('Unsqueeze', [pair, one])]);
  });

  // 2. Two layers on all of them: [1, points, 4].
  const joined = graph.node('Squeeze', [graph.node('Concat', sampled, { attributes: { axis: { int: 1 } } }), two]);
  const features = graph.node('Transpose', [joined], { attributes: { perm: { ints: [0, 2, 1] } } });
  const first = graph.constant('first', 'float32', [120, HIDDEN], sines(120 * HIDDEN, 0.2, 0.3));
  const second = graph.constant('second', 'float32', [HIDDEN, 4], sines(HIDDEN * 4, 0.3, 0.5));
  const made = graph.node('MatMul', [graph.node('Relu', [graph.node('MatMul', [features, first])]), second]);

  // 3. What they mean.
  const depth = graph.node('Sub', [graph.node('Slice', [made, zero, one, two]), scalar('bias', 1)]);
  graph.node('Exp', [depth], { output: 'density' });
  graph.node('Sigmoid', [graph.node('Slice', [made, one, four, two])], { output: 'color' });
  graph.output('density', 'float32', [1, 'points', 1]);
  graph.output('color', 'float32', [1, 'points', 3]);
  return graph.encode();
}
