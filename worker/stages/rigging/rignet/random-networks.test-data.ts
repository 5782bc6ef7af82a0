/** RigNet's four graphs with its own kind of layers, few channels and random weights: true inputs and outputs, no sense. */
import { type DenseLayer, dense, graphUnit } from '../../../onnx/edge-convolution.ts';
import type { Graph } from '../../../onnx/graph.ts';
import { graphOf, type Networks } from './analytic-networks.test-data.ts';

const CHANNELS = 8;
const TABLES = { edges: 'edges', ball: 'ball' };

/** Layers by the order in which they are asked for. */
function layersFrom(seed: number) {
  let state = seed;
  const next = () => ((state = (state * 48271) % 0x7fffffff) / 0x7fffffff) * 2 - 1;
  const many = (count: number, factor: number) => Float32Array.from({ length: count }, () => factor * next());
  return (inputCount: number, outputCount: number): DenseLayer => ({
    inputCount,
    outputCount,
    weights: many(inputCount * outputCount, Math.sqrt(3 / inputCount)),
    bias: many(outputCount, 0.1),
    factor: many(outputCount, 1),
    shift: many(outputCount, 0.1),
  });
}

export function randomNetworks(): Networks {
  const layer = layersFrom(7);
  const unit = (graph: Graph, name: string, x: string, channels: number) =>
    graphUnit(graph, name, x, TABLES, {
      edges: layer(2 * channels, CHANNELS),
      ball: layer(2 * channels, CHANNELS),
      join: layer(2 * CHANNELS, CHANNELS),
    });
  const surface = (graph: Graph) => unit(graph, 'second', unit(graph, 'first', 'vertices', 3), CHANNELS);
  const beside = (graph: Graph, parts: string[]) => graph.node('Concat', parts, { attributes: { axis: { int: 1 } } });
  /** The largest over all rows, for each of as many rows as `like` has. */
  const everywhere = (graph: Graph, x: string, like: string) => {
    const zero = graph.constant(`zero of ${x}`, 'int64', [1], BigInt64Array.of(0n));
    const rows = graph.node('Slice', [
      graph.node('Shape', [like]),
      zero,
      graph.constant(`one of ${x}`, 'int64', [1], BigInt64Array.of(1n)),
    ]);
    const columns = graph.constant(`columns of ${x}`, 'int64', [1], BigInt64Array.of(BigInt(CHANNELS)));
    const shape = graph.node('Concat', [rows, columns], { attributes: { axis: { int: 0 } } });
    return graph.node('Expand', [graph.node('ReduceMax', [x, zero]), shape]);
  };
  const jointCode = (graph: Graph, like: string) => {
    const coarse = dense(graph, 'coarse_layer', graph.node('Gather', ['joints', 'coarse']), layer(3, CHANNELS));
    return [everywhere(graph, surface(graph), like), everywhere(graph, coarse, like)];
  };
  return {
    'rignet/joints.onnx': graphOf('rignet/joints.onnx', graph => {
      const x = surface(graph);
      const tenth = graph.constant('tenth', 'float32', [], Float32Array.of(0.1));
      graph.node('Mul', [graph.node('Tanh', [dense(graph, 'offset', x, layer(CHANNELS, 3))]), tenth], {
        output: 'offsets',
      });
      graph.node('Sigmoid', [dense(graph, 'worth', x, layer(CHANNELS, 1))], { output: 'attention' });
    }),
    'rignet/root.onnx': graphOf('rignet/root.onnx', graph => {
      const x = beside(graph, ['joints', ...jointCode(graph, 'joints')]);
      graph.node('Identity', [dense(graph, 'out', x, layer(3 + 2 * CHANNELS, 1))], { output: 'root_logits' });
    }),
    'rignet/bones.onnx': graphOf('rignet/bones.onnx', graph => {
      const flat = graph.constant('flat', 'int64', [2], BigInt64Array.of(-1n, 6n));
      const ends = graph.node('Reshape', [graph.node('Gather', ['joints', 'pairs']), flat]);
      const x = beside(graph, [ends, 'pair_features', ...jointCode(graph, 'pair_features')]);
      graph.node('Identity', [dense(graph, 'out', x, layer(8 + 2 * CHANNELS, 1))], { output: 'bone_logits' });
    }),
    'rignet/skin.onnx': graphOf('rignet/skin.onnx', graph => {
      const x = beside(graph, [surface(graph), 'skin_features']);
      graph.node('Identity', [dense(graph, 'out', x, layer(CHANNELS + 40, 5))], { output: 'skin_logits' });
    }),
  };
}
