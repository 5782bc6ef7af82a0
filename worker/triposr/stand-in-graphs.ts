/**
 * Graphs that stand where TripoSR's would, on machines without its weights: same tensors, same sampling of planes, and a known
 * character. Its body is the capsule figure whatever the picture shows; its colours are the picture, seen from the front.
 */
import { createGraph, type EncodedGraph, type Graph } from '../onnx/graph.ts';
import { CAPSULE_FIGURE, type Capsule, DENSITY_FALL } from './capsule-figure.ts';
import { DENSITY_LEVEL, IMAGE_SIDE, RADIUS, SCENE_CODES_DIMS } from './contract.ts';
import { toDecoder } from './decoder-space.ts';

const [, , CHANNELS, , PLANE_SIDE] = SCENE_CODES_DIMS;
const int64s = (graph: Graph, name: string, values: readonly number[]) =>
  graph.constant(name, 'int64', [values.length], BigInt64Array.from(values.map(BigInt)));
const scalar = (graph: Graph, name: string, value: number) =>
  graph.constant(name, 'float32', [], Float32Array.of(value));

/** The picture, smaller and upside down, as the first three features of the plane that spans across and up. */
export function standInEncoder(): EncodedGraph {
  const graph = createGraph();
  const image = graph.input('image', 'float32', [1, 3, IMAGE_SIDE, IMAGE_SIDE]);
  const ratio = IMAGE_SIDE / PLANE_SIDE;
  const square = { ints: [ratio, ratio] };
  const small = graph.node('AveragePool', [image], { attributes: { kernel_shape: square, strides: square } });
  const upwards = Array.from({ length: PLANE_SIDE }, (_, row) => PLANE_SIDE - 1 - row);
  const flipped = graph.node('Gather', [small, int64s(graph, 'rows', upwards)], { attributes: { axis: { int: 2 } } });
  const plane = graph.node('Unsqueeze', [flipped, int64s(graph, 'first', [1])]);
  const pads = int64s(graph, 'pads', [0, 2, 0, 0, 0, 0, 0, CHANNELS - 3, 0, 0]);
  graph.node('Pad', [plane, pads], { output: 'scene_codes' });
  graph.output('scene_codes', 'float32', SCENE_CODES_DIMS);
  return graph.encode();
}

export type StandInDensity =
  | 'figure'
  /** No number where the figure is not. */
  | 'no-number'
  | 'nothing'
  | 'everything';

/** @param capsules in our axes (decoder-space.ts) */
export function standInDecoder(
  density: StandInDensity = 'figure',
  capsules: readonly Capsule[] = CAPSULE_FIGURE,
): EncodedGraph {
  const graph = createGraph();
  graph.input('scene_codes', 'float32', SCENE_CODES_DIMS);
  graph.input('points', 'float32', [1, 'points', 3]);
  const column = int64s(graph, 'column', [1, -1, 1]);
  const figure = figureDensity(graph, capsules);
  graph.node('Reshape', [withFault(graph, figure, density), column], { output: 'density' });
  graph.output('density', 'float32', [1, 'points', 1]);
  frontColor(graph);
  graph.output('color', 'float32', [1, 'points', 3]);
  return graph.encode();
}

/** The same sum as capsuleDensity, [points]. */
function figureDensity(graph: Graph, capsules: readonly Capsule[]): string {
  const rows = (name: string, read: (capsule: Capsule) => readonly number[]) =>
    graph.constant(name, 'float32', [1, capsules.length, 3], toDecoder(Float32Array.from(capsules.flatMap(read))));
  const single = (name: string, read: (capsule: Capsule) => number) =>
    graph.constant(name, 'float32', [1, capsules.length], Float32Array.from(capsules, read));
  const along = ({ a, b }: Capsule) => [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const times = (a: string, b: string) => graph.node('Mul', [a, b]);
  const less = (a: string, b: string) => graph.node('Sub', [a, b]);
  const last = int64s(graph, 'last', [2]);
  const sumOf = (value: string, axes: string) =>
    graph.node('ReduceSum', [value, axes], { attributes: { keepdims: { int: 0 } } });

  // 1. Where each point is nearest to each capsule's axis: [points, capsules].
  const axes = rows('along', along);
  const points = graph.node('Reshape', ['points', int64s(graph, 'each', [-1, 1, 3])]);
  const from = less(
    points,
    rows('a', ({ a }) => a),
  );
  const lengths = single('squares', capsule => along(capsule).reduce((sum, value) => sum + value * value, 0));
  const share = graph.node('Div', [sumOf(times(from, axes), last), lengths]);
  const ratio = graph.node('Clip', [share, scalar(graph, 'zero', 0), scalar(graph, 'one', 1)]);

  // 2. How far that is, and what that adds to the density.
  const off = less(from, times(graph.node('Unsqueeze', [ratio, last]), axes));
  const distance = graph.node('Sqrt', [sumOf(times(off, off), last)]);
  const depth = less(
    single('radii', ({ radius }) => radius),
    distance,
  );
  const each = graph.node('Exp', [times(depth, scalar(graph, 'fall', DENSITY_FALL))]);
  return times(sumOf(each, int64s(graph, 'second', [1])), scalar(graph, 'level', DENSITY_LEVEL));
}

function withFault(graph: Graph, density: string, kind: StandInDensity): string {
  switch (kind) {
    case 'figure':
      return density;
    case 'nothing':
      return graph.node('Mul', [density, scalar(graph, 'nothing', 0)]);
    case 'everything':
      return graph.node('Add', [density, scalar(graph, 'everything', 2 * DENSITY_LEVEL)]);
    case 'no-number':
      return graph.node('Sqrt', [graph.node('Sub', [density, scalar(graph, 'much', DENSITY_LEVEL)])]);
  }
}

/** What the plane that spans across and up has at each point: [1, points, 3]. */
function frontColor(graph: Graph): void {
  const plane = graph.node('Gather', ['scene_codes', graph.constant('plane', 'int64', [], BigInt64Array.of(2n))], {
    attributes: { axis: { int: 1 } },
  });
  const [zero, one, two, three] = [0, 1, 2, 3].map(value => int64s(graph, `the_${value}`, [value])) as [
    string,
    string,
    string,
    string,
  ];
  const across = graph.node('Slice', ['points', one, three, two]);
  const places = graph.node('Unsqueeze', [graph.node('Div', [across, scalar(graph, 'radius', RADIUS)]), one]);
  const sampled = graph.node('GridSample', [plane, places]);
  const color = graph.node('Squeeze', [graph.node('Slice', [sampled, zero, three, one]), two]);
  graph.node('Transpose', [color], { attributes: { perm: { ints: [0, 2, 1] } }, output: 'color' });
}
