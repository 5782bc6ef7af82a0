/**
 * Edge convolution (Wang et al. 2019, "Dynamic graph CNN for learning on point clouds") in plain operators: of each vertex i and
 * each j around it a layer sees x_i and x_j - x_i, and what it says is joined by taking the largest. With the vertex itself among
 * its neighbours, rows of a table may be filled up with it: the largest stays what it is, and no scatter is needed.
 *
 * edge-convolution.test.ts holds it against torch_geometric's EdgeConv.
 */
import type { Graph } from './graph.ts';

/** A linear layer, what is below 0 cut off, and a batch normalization as it is after training: a factor and a shift. */
export type DenseLayer = {
  readonly inputCount: number;
  readonly outputCount: number;
  /** [inputCount, outputCount] */
  readonly weights: Float32Array;
  /** [outputCount], as the two below. */
  readonly bias: Float32Array;
  readonly factor: Float32Array;
  readonly shift: Float32Array;
};

/** @param x [..., inputCount]. @returns [..., outputCount] */
export function dense(graph: Graph, name: string, x: string, layer: DenseLayer): string {
  const { inputCount, outputCount } = layer;
  const vector = (part: 'bias' | 'factor' | 'shift') =>
    graph.constant(`${name}.${part}`, 'float32', [outputCount], layer[part]);
  const weights = graph.constant(`${name}.weights`, 'float32', [inputCount, outputCount], layer.weights);
  const linear = graph.node('Add', [graph.node('MatMul', [x, weights]), vector('bias')]);
  return graph.node('Add', [graph.node('Mul', [graph.node('Relu', [linear]), vector('factor')]), vector('shift')]);
}

/**
 * @param x [vertices, channels], float32
 * @param table [vertices, width], int64: vertices around each, itself among them
 * @param layer of twice as many inputs as x has channels
 * @returns [vertices, outputCount]
 */
export function edgeConvolution(graph: Graph, name: string, x: string, table: string, layer: DenseLayer): string {
  const one = graph.constant(`${name}.one`, 'int64', [1], BigInt64Array.of(1n));
  const around = graph.node('Gather', [x, table]);
  const own = graph.node('Unsqueeze', [x, one]);
  const everywhere = graph.node('Expand', [own, graph.node('Shape', [around])]);
  const pairs = graph.node('Concat', [everywhere, graph.node('Sub', [around, own])], {
    attributes: { axis: { int: 2 } },
  });
  return graph.node('ReduceMax', [dense(graph, name, pairs, layer), one], { attributes: { keepdims: { int: 0 } } });
}

/** What RigNet's networks are made of: two edge convolutions, over edges and over balls, joined by a layer. */
export type GraphUnit = { readonly edges: DenseLayer; readonly ball: DenseLayer; readonly join: DenseLayer };

export function graphUnit(
  graph: Graph,
  name: string,
  x: string,
  tables: { edges: string; ball: string },
  unit: GraphUnit,
): string {
  const overEdges = edgeConvolution(graph, `${name}.edges`, x, tables.edges, unit.edges);
  const overBall = edgeConvolution(graph, `${name}.ball`, x, tables.ball, unit.ball);
  const both = graph.node('Concat', [overEdges, overBall], { attributes: { axis: { int: 1 } } });
  return dense(graph, `${name}.join`, both, unit.join);
}
