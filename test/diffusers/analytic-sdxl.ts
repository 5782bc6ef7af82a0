/**
 * An SDXL of plain arithmetic, in the types that a test wants: every input moves what comes out, and each pixel is of one
 * latent only.
 */

import { type Fixture, writeGroup } from '../../worker/host/fixtures.test-data.ts';
import type { ModelContract, TensorContract } from '../../worker/host/model-contract.ts';
import type { ModelGroup } from '../../worker/host/model-group.ts';
import type { ElementType } from '../../worker/onnx/elements.ts';
import { toFloat16 } from '../../worker/onnx/float16.ts';
import { createGraph, type Graph } from '../../worker/onnx/graph.ts';
import { TINY_SDXL_MODELS } from './tiny-sdxl.ts';

export type AnalyticTypes = {
  readonly floats: 'float32' | 'float16';
  readonly ids: 'int32' | 'int64';
  /** Of the time, and its dims. */
  readonly timestep: 'float32' | 'float16' | 'int64';
  readonly timestepDims: readonly [] | readonly [1];
};

/** Of the vocabulary of the small random SDXL. */
const TOKEN_COUNT = 610;
const WIDTH = 8;

const tensor = (name: string, type: ElementType, dims: readonly (number | string)[]): TensorContract => ({
  name,
  types: [type],
  dims,
});

function fixture(contract: ModelContract, write: (graph: Graph) => void): Fixture {
  const graph = createGraph();
  for (const { name, types, dims } of contract.inputs) graph.input(name, types[0]!, dims!);
  write(graph);
  for (const { name, types, dims } of contract.outputs) graph.output(name, types[0]!, dims!);
  return { graph: graph.encode(), contract };
}

const constants =
  (graph: Graph, type: 'float32' | 'float16') => (name: string, dims: readonly number[], data: number[]) =>
    graph.constant(name, type, dims, type === 'float16' ? toFloat16(data) : Float32Array.from(data));

const axes = (graph: Graph, name: string, of: readonly number[]) =>
  graph.constant(name, 'int64', [of.length], BigInt64Array.from(of, BigInt));

/** A row of a table for each token. The layers before and after the last but one say something else. */
function textEncoder({ floats, ids }: AnalyticTypes, phase: number): Fixture {
  const layers = [0, 1, 2].map(layer => tensor(`hidden_states.${layer}`, floats, ['batch', 77, WIDTH]));
  const pooled = tensor('text_embeds', floats, ['batch', WIDTH]);
  return fixture({ inputs: [tensor('input_ids', ids, ['batch', 77])], outputs: [...layers, pooled] }, graph => {
    const rows = Array.from({ length: TOKEN_COUNT * WIDTH }, (_, i) => Math.sin(i + phase));
    const table = constants(graph, floats)('table', [TOKEN_COUNT, WIDTH], rows);
    graph.node('Gather', [table, 'input_ids'], { output: 'hidden_states.1' });
    graph.node('Neg', ['hidden_states.1'], { output: 'hidden_states.2' });
    graph.node('Add', ['hidden_states.1', 'hidden_states.1'], { output: 'hidden_states.0' });
    const attributes = { keepdims: { int: 0 } };
    graph.node('ReduceMean', ['hidden_states.1', axes(graph, 'tokens', [1])], { attributes, output: 'text_embeds' });
  });
}

/** What is wrong with it. */
export type AnalyticFault = 'unet answers no number';

/** The sine of the sum of the sample and the means of all else. */
function unet({ floats, timestep, timestepDims }: AnalyticTypes, fault?: AnalyticFault): Fixture {
  const latents = ['batch', 4, 'height', 'width'] as const;
  const contract = {
    inputs: [
      tensor('sample', floats, latents),
      tensor('timestep', timestep, timestepDims),
      tensor('encoder_hidden_states', floats, ['batch', 77, 2 * WIDTH]),
      tensor('text_embeds', floats, ['batch', WIDTH]),
      tensor('time_ids', floats, ['batch', 6]),
    ],
    outputs: [tensor('out_sample', floats, latents)],
  };
  return fixture(contract, graph => {
    const number = constants(graph, floats);
    const meanOf = (name: string, over: readonly number[], factor: number) => {
      const mean = graph.node('ReduceMean', [name, axes(graph, `${name}.axes`, over)], {
        attributes: { keepdims: { int: 0 } },
      });
      return graph.node('Mul', [mean, number(`${name}.factor`, [], [factor])]);
    };
    const code = { float32: 1, float16: 10 }[floats];
    const time = graph.node('Cast', ['timestep'], { attributes: { to: { int: code } } });
    const share = graph.node('Mul', [time, number('time.factor', [], [0.001])]);
    const parts = [
      share,
      meanOf('encoder_hidden_states', [1, 2], 20),
      meanOf('text_embeds', [1], 20),
      meanOf('time_ids', [1], 0.01),
    ];
    const one = axes(graph, 'one', [1, 1, 1, 1]);
    const sum = parts.reduce((added, part) => graph.node('Add', [added, graph.node('Reshape', [part, one])]), 'sample');
    const made = graph.node('Sin', [sum]);
    const two = number('two', [], [2]);
    // The logarithm of something below 0.
    if (fault === 'unet answers no number')
      graph.node('Log', [graph.node('Sub', [made, two])], { output: 'out_sample' });
    else graph.node('Identity', [made], { output: 'out_sample' });
  });
}

/** Three of the four channels, each latent eight by eight pixels. */
function vaeDecoder({ floats }: AnalyticTypes): Fixture {
  const contract = {
    inputs: [tensor('latent_sample', floats, ['batch', 4, 'latentHeight', 'latentWidth'])],
    outputs: [tensor('sample', floats, ['batch', 3, 'height', 'width'])],
  };
  return fixture(contract, graph => {
    const bounds = [axes(graph, 'from', [0]), axes(graph, 'to', [3]), axes(graph, 'axis', [1])];
    const colors = graph.node('Slice', ['latent_sample', ...bounds]);
    const dimmed = graph.node('Tanh', [graph.node('Mul', [colors, constants(graph, floats)('dim', [], [0.005])])]);
    const scales = graph.constant('scales', 'float32', [4], Float32Array.of(1, 1, 8, 8));
    const attributes = {
      mode: { text: 'nearest' },
      coordinate_transformation_mode: { text: 'asymmetric' },
      nearest_mode: { text: 'floor' },
    };
    graph.node('Resize', [dimmed, '', scales], { attributes, output: 'sample' });
  });
}

/** Its tokenizers are those of the small random SDXL. */
export function writeAnalyticSdxl(types: AnalyticTypes, fault?: AnalyticFault): ModelGroup {
  const { textEncoder: first, textEncoder2: second, unet: middle, vaeDecoder: last } = TINY_SDXL_MODELS;
  return writeGroup('analytic', {
    [first]: textEncoder(types, 0),
    [second]: textEncoder(types, 1),
    [middle]: unet(types, fault),
    [last]: vaeDecoder(types),
  });
}
