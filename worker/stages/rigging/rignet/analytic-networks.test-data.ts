/** RigNet's four graphs for one known skeleton: each says what a network that had learnt it would say. Nothing is random. */
import { createGraph, type EncodedGraph, type Graph } from '../../../onnx/graph.ts';
import type { Point } from '../../../rig/point.ts';
import { BONE_COUNT, BONE_FEATURE_COUNT } from '../../../rig/rignet/skin-features.ts';
import type { Skeleton } from '../../../rig/skeleton.ts';
import { RIGNET_CONTRACTS, type RignetModel } from './rignet-contract.ts';

export type Networks = Readonly<Record<RignetModel, EncodedGraph>>;

/** Surer than this need nobody be. */
const SURE = 5;
const DROPPED = { keepdims: { int: 0 } };

/** A graph with the inputs and outputs of its contract; `write` names its last nodes like the outputs. */
export function graphOf(model: RignetModel, write: (graph: Graph) => void): EncodedGraph {
  const graph = createGraph();
  const { inputs, outputs } = RIGNET_CONTRACTS[model];
  for (const { name, types, dims } of inputs) graph.input(name, types[0]!, dims ?? []);
  write(graph);
  for (const { name, types, dims } of outputs) graph.output(name, types[0]!, dims ?? []);
  return graph.encode();
}

/** @param known in the space of the network mesh */
export function analyticNetworks(known: Skeleton): Networks {
  return {
    'rignet/joints.onnx': graphOf('rignet/joints.onnx', pointAtJoints(known)),
    'rignet/root.onnx': graphOf('rignet/root.onnx', graph => {
      const logits = known.map((_, joint) => (joint === 0 ? SURE : -SURE));
      const table = graph.constant('table', 'float32', [known.length, 1], Float32Array.from(logits));
      graph.node('Gather', [table, nearestOf(graph, known, 'joints').place], { output: 'root_logits' });
    }),
    'rignet/bones.onnx': graphOf('rignet/bones.onnx', knowBones(known)),
    'rignet/skin.onnx': graphOf('rignet/skin.onnx', graph => {
      // Softmax of 4 log(1 / d) is d to the power of -4, as in voxel-skin.ts.
      const shape = graph.constant(
        'shape',
        'int64',
        [3],
        BigInt64Array.of(-1n, BigInt(BONE_COUNT), BigInt(BONE_FEATURE_COUNT)),
      );
      const nearness = graph.constant('nearness', 'int64', [], BigInt64Array.of(6n));
      const bones = graph.node('Reshape', ['skin_features', shape]);
      const near = graph.node('Gather', [bones, nearness], { attributes: { axis: { int: 2 } } });
      const tiny = graph.constant('tiny', 'float32', [], Float32Array.of(1e-6));
      const four = graph.constant('four', 'float32', [], Float32Array.of(4));
      graph.node('Mul', [four, graph.node('Log', [graph.node('Add', [near, tiny])])], { output: 'skin_logits' });
    }),
  };
}

/** Each vertex at the joint nearest to it, and the nearer, the surer. */
const pointAtJoints = (known: Skeleton) => (graph: Graph) => {
  const { place, squared, table } = nearestOf(graph, known, 'vertices');
  graph.node('Sub', [graph.node('Gather', [table, place]), 'vertices'], { output: 'offsets' });
  const last = graph.constant('last', 'int64', [1], BigInt64Array.of(-1n));
  const nearest = graph.node('ReduceMin', [squared, last]);
  graph.node('Exp', [graph.node('Neg', [nearest])], { output: 'attention' });
};

const knowBones = (known: Skeleton) => (graph: Graph) => {
  const count = known.length;
  const isBone = (a: number, b: number) => known[a]!.parent === b || known[b]!.parent === a;
  const logits = Array.from({ length: count * count }, (_, i) =>
    isBone(Math.floor(i / count), i % count) ? SURE : -SURE,
  );
  const table = graph.constant('bones', 'float32', [count * count, 1], Float32Array.from(logits));
  const ends = graph.node('Gather', ['joints', 'pairs']);
  const flat = graph.node('Reshape', [ends, graph.constant('flat', 'int64', [2], BigInt64Array.of(-1n, 3n))]);
  const places = graph.node('Reshape', [
    nearestOf(graph, known, flat).place,
    graph.constant('two', 'int64', [2], BigInt64Array.of(-1n, 2n)),
  ]);
  const [zero, one] = [0n, 1n].map(end => graph.constant(`end${end}`, 'int64', [], BigInt64Array.of(end))) as [
    string,
    string,
  ];
  const end = (which: string) => graph.node('Gather', [places, which], { attributes: { axis: { int: 1 } } });
  const row = graph.node('Mul', [end(zero), graph.constant('count', 'int64', [], BigInt64Array.of(BigInt(count)))]);
  graph.node('Gather', [table, graph.node('Add', [row, end(one)])], { output: 'bone_logits' });
};

/** Of points [n, 3]: the place of the nearest known joint [n], and the squared distances to all [n, joints]. */
function nearestOf(graph: Graph, known: Skeleton, points: string) {
  const flat = known.flatMap(({ position }): Point => position);
  const table = graph.constant('known', 'float32', [known.length, 3], Float32Array.from(flat));
  const one = graph.constant('one', 'int64', [1], BigInt64Array.of(1n));
  const two = graph.constant('axis', 'int64', [1], BigInt64Array.of(2n));
  const away = graph.node('Sub', [graph.node('Unsqueeze', [points, one]), table]);
  const squared = graph.node('ReduceSum', [graph.node('Mul', [away, away]), two], { attributes: DROPPED });
  const place = graph.node('ArgMin', [squared], { attributes: { axis: { int: 1 }, ...DROPPED } });
  return { table, squared, place };
}
