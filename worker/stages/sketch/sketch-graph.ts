/**
 * A graph that paints a figure of capsules: for each pixel the nearest capsule's colour, and as much of it as lies inside. It
 * stands where an image model would, on machines that have no weights, and does what is said of it: nothing is random.
 */
import type { ModelContract } from '../../host/model-contract.ts';
import { createGraph, type EncodedGraph } from '../../onnx/graph.ts';

/** Width and height in pixels. */
export const SKETCH_SIDE = 512;
export const SKETCH_MODEL = 'sketch';

/**
 * Capsules: from a to b, of a radius, in units of the image's side from its upper left corner. Colours and the image are 0..1,
 * the image's rows of RGBA.
 */
export const SKETCH_CONTRACT: ModelContract = {
  inputs: [
    { name: 'ax', types: ['float32'], dims: ['capsules', 1, 1] },
    { name: 'ay', types: ['float32'], dims: ['capsules', 1, 1] },
    { name: 'bx', types: ['float32'], dims: ['capsules', 1, 1] },
    { name: 'by', types: ['float32'], dims: ['capsules', 1, 1] },
    { name: 'radius', types: ['float32'], dims: ['capsules', 1, 1] },
    { name: 'color', types: ['float32'], dims: ['capsules', 3] },
  ],
  outputs: [{ name: 'image', types: ['float32'], dims: [SKETCH_SIDE, SKETCH_SIDE, 4] }],
};

export function sketchGraph(): EncodedGraph {
  const graph = createGraph();
  for (const { name, dims } of SKETCH_CONTRACT.inputs) graph.input(name, 'float32', dims ?? []);
  const scalar = (name: string, value: number) => graph.constant(name, 'float32', [], Float32Array.of(value));
  const [zero, one, half] = [scalar('zero', 0), scalar('one', 1), scalar('half', 0.5)];
  const centres = Float32Array.from({ length: SKETCH_SIDE }, (_, i) => (i + 0.5) / SKETCH_SIDE);
  const x = graph.constant('x', 'float32', [1, 1, SKETCH_SIDE], centres);
  const y = graph.constant('y', 'float32', [1, SKETCH_SIDE, 1], centres);
  const sum = (a: string, b: string) => graph.node('Add', [a, b]);
  const less = (a: string, b: string) => graph.node('Sub', [a, b]);
  const times = (a: string, b: string) => graph.node('Mul', [a, b]);

  // 1. The nearest point of each capsule's axis: a + t (b - a), t = (p - a) (b - a) / |b - a|^2, at most at its ends.
  const [dx, dy] = [less('bx', 'ax'), less('by', 'ay')];
  const along = sum(times(less(x, 'ax'), dx), times(less(y, 'ay'), dy));
  const lengthSquared = sum(sum(times(dx, dx), times(dy, dy)), scalar('tiny', 1e-9));
  const t = graph.node('Clip', [graph.node('Div', [along, lengthSquared]), zero, one]);

  // 2. How far each pixel is from each capsule, below 0 inside.
  const ex = less(x, sum('ax', times(t, dx)));
  const ey = less(y, sum('ay', times(t, dy)));
  const distance = less(graph.node('Sqrt', [sum(times(ex, ex), times(ey, ey))]), 'radius');

  // 3. The edge is a pixel wide.
  const keepNot = { keepdims: { int: 0 } };
  const first = graph.constant('first', 'int64', [1], BigInt64Array.of(0n));
  const last = graph.constant('last', 'int64', [1], BigInt64Array.of(-1n));
  const nearest = graph.node('ReduceMin', [distance, first], { attributes: keepNot });
  const inside = less(half, times(nearest, scalar('side', SKETCH_SIDE)));
  const alpha = graph.node('Unsqueeze', [graph.node('Clip', [inside, zero, one]), last]);

  // 4. The colour of the capsule that is nearest.
  const index = graph.node('ArgMin', [distance], { attributes: { axis: { int: 0 }, ...keepNot } });
  const color = graph.node('Gather', ['color', index]);
  graph.node('Concat', [color, alpha], { attributes: { axis: { int: 2 } }, output: 'image' });
  graph.output('image', 'float32', [SKETCH_SIDE, SKETCH_SIDE, 4]);
  return graph.encode();
}
