/**
 * A folder of weights as the fetch leaves it, with small graphs of our own in the place of the models: they take and give what
 * the catalog's contracts say, at the sizes of work, and know nothing but how to find what is red.
 */
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ModelContract, type ModelTensor, placeOf, readModelCatalog } from '../../worker/models/model-catalog.ts';
import type { ModelLock } from '../../worker/models/model-lock.ts';
import { createGraph, type EncodedGraph, type Graph } from '../../worker/onnx/graph.ts';
import { writeGraph } from '../../worker/onnx/write-graph.ts';
import { U2NET } from '../../worker/stages/matte/matte-models.ts';
import { SDXL_SCHEDULER } from '../../worker/stages/text-to-image/sdxl-models.ts';
import { writeStandIns } from '../../worker/triposr/stand-in-group.ts';
import { TINY_SDXL_FOLDER } from '../diffusers/tiny-sdxl.ts';

const whole = (graph: Graph, name: string, numbers: readonly number[]) =>
  graph.constant(name, 'int64', [numbers.length], BigInt64Array.from(numbers, BigInt));

/** Zeros of the shapes that it promises; an image has eight pixels for each latent. */
function blank({ inputs, outputs }: ModelContract): EncodedGraph {
  const graph = createGraph();
  const dimsOf = ({ dims = [] }: ModelTensor) => dims;
  for (const tensor of inputs) graph.input(tensor.name, tensor.types[0]!, dimsOf(tensor));
  const lengthOf = (dim: number | string, name: string): string => {
    if (typeof dim === 'number') return whole(graph, name, [dim]);
    const of = (known: string) => {
      const input = inputs.find(tensor => dimsOf(tensor).includes(known));
      if (input === undefined) return undefined;
      const axis = whole(graph, `${name}.axis`, [dimsOf(input).indexOf(known)]);
      return graph.node('Gather', [graph.node('Shape', [input.name]), axis]);
    };
    const latent = () => of(`latent${dim[0]!.toUpperCase()}${dim.slice(1)}`);
    return of(dim) ?? graph.node('Mul', [latent()!, whole(graph, `${name}.pixels`, [8])]);
  };
  // The catalog names the last layer but one; a real encoder has the last one, too, and is known by that.
  const lastLayers = outputs.flatMap(tensor => {
    const layer = /^hidden_states\.(\d+)$/.exec(tensor.name)?.[1];
    return layer === undefined ? [] : [{ ...tensor, name: `hidden_states.${Number(layer) + 1}` }];
  });
  for (const tensor of [...outputs, ...lastLayers]) {
    const lengths = dimsOf(tensor).map((dim, i) => lengthOf(dim, `${tensor.name}.${i}`));
    const shape = graph.node('Concat', lengths, { attributes: { axis: { int: 0 } } });
    graph.node('ConstantOfShape', [shape], { output: tensor.name });
    graph.output(tensor.name, tensor.types[0]!, dimsOf(tensor));
  }
  return graph.encode();
}

/** Sure of a figure where the picture has much red and little else. */
function redFinder({ inputs }: ModelContract): EncodedGraph {
  const graph = createGraph();
  const { name, types, dims = [] } = inputs[0]!;
  graph.input(name, types[0]!, dims);
  const channel = (index: number) =>
    graph.node('Slice', [
      name,
      ...[index, index + 1, 1].map((bound, i) => whole(graph, `bound ${index} ${i}`, [bound])),
    ]);
  const gain = graph.constant('gain', 'float32', [], Float32Array.of(4));
  const redness = graph.node('Sub', [channel(0), channel(1)]);
  const less = graph.node('Sub', [redness, graph.constant('much', 'float32', [], Float32Array.of(1.5))]);
  graph.node('Sigmoid', [graph.node('Mul', [less, gain])], { output: 'mask' });
  graph.output('mask', 'float32', [1, 1, U2NET.side, U2NET.side]);
  return graph.encode();
}

/** The settings of a scheduler, as far as anything here reads them: those of SDXL base have `leading`. */
export function writeSpacing(weightsFolder: string, spacing: string): void {
  const file = join(weightsFolder, SDXL_SCHEDULER);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ _class_name: 'EulerDiscreteScheduler', timestep_spacing: spacing }));
}

/**
 * @returns the folder of all groups, with a UNet for the tier `fast`, and the lock of what is in it; its sums are none of real
 * files
 */
export function writeWeightsFolder(): { readonly weightsFolder: string; readonly lock: ModelLock } {
  const weightsFolder = mkdtempSync(join(tmpdir(), 'asset-hub-weights-'));
  const lock: Record<string, ModelLock[string]> = {};
  for (const [group, { files }] of Object.entries(readModelCatalog().groups)) {
    for (const file of files) {
      const place = placeOf(group, file);
      lock[place] = { sha256: `${Object.keys(lock).length}`.padStart(64, '0'), byteCount: 1, url: file.url };
      if (file.contract === undefined || group === 'triposr') continue;
      writeGraph(join(weightsFolder, place), place === U2NET.name ? redFinder(file.contract) : blank(file.contract));
    }
  }
  writeStandIns(weightsFolder);
  for (const name of ['tokenizer', 'tokenizer_2']) {
    cpSync(join(TINY_SDXL_FOLDER, name), join(weightsFolder, 'sdxl', name), { recursive: true });
  }
  writeSpacing(weightsFolder, 'trailing');
  return { weightsFolder, lock };
}
