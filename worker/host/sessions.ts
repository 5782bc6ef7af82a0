/** The models that a host has loaded. Invariant: a model that is here has run once and was as its contract says. */
import { join } from 'node:path';
import { monotonicSeconds } from '../environment.ts';
import { type ElementArray, type ElementType, elementCount, elementsOf } from '../onnx/elements.ts';
import { faultKind } from './fault-kind.ts';
import { HostError } from './host-error.ts';
import { isAllFinite } from './is-all-finite.ts';
import type { LoadedModels } from './messages.ts';
import {
  contractProblems,
  type DimLengths,
  type ModelContract,
  type ModelInfo,
  type TensorContract,
  tensorProblems,
} from './model-contract.ts';
import type { HostedModel, ModelGroup, SessionSettings } from './model-group.ts';
import { openSession } from './open-session.ts';
import { type OrtMetadata, type OrtSession, OrtTensor } from './runtime.ts';
import type { Tensor, Tensors } from './tensor.ts';

export type Sessions = {
  /** Loads, checks and warms up. @throws HostError */
  readonly load: (group: ModelGroup, settings: SessionSettings) => Promise<LoadedModels>;
  /** @throws HostError */
  readonly infer: (model: string, feeds: Tensors, outputs?: readonly string[]) => Promise<Tensors>;
  readonly infoOf: (model: string) => ModelInfo;
};

type Loaded = { readonly session: OrtSession; readonly contract: ModelContract; readonly info: ModelInfo };

export function createSessions(): Sessions {
  const models = new Map<string, Loaded>();

  const find = (name: string): Loaded => {
    const loaded = models.get(name);
    if (loaded === undefined) {
      throw new HostError('failed', `model ${name} is not loaded (loaded: ${[...models.keys()].join(', ') || 'none'})`);
    }
    return loaded;
  };

  async function loadModel(model: HostedModel, folder: string, settings: SessionSettings) {
    if (models.has(model.name)) throw new HostError('failed', `model ${model.name} is loaded already`);
    const beginning = monotonicSeconds();
    const session = await openSession(model.name, join(folder, model.file), settings);
    const info = { inputs: infoFrom(session.inputMetadata), outputs: infoFrom(session.outputMetadata) };
    const loaded = { session, contract: withOutputs(model.contract, info), info };
    refuse(contractProblems(model.name, model.contract, info));
    const opened = monotonicSeconds();
    // Zeros may make what is no number; that is judged when real inputs come.
    await inferIn(model.name, loaded, warmUpFeeds(model, info), undefined, false);
    models.set(model.name, loaded);
    return { name: model.name, loadSeconds: opened - beginning, warmUpSeconds: monotonicSeconds() - opened };
  }

  async function unload(name: string): Promise<void> {
    await models.get(name)?.session.release();
    models.delete(name);
  }

  return {
    load: async ({ folder, models: hosted }, settings) => {
      const reports = [];
      try {
        for (const model of hosted) reports.push(await loadModel(model, folder, settings));
      } catch (error) {
        // A group is loaded whole or not at all.
        for (const { name } of reports) await unload(name);
        throw error;
      }
      return reports;
    },
    infer: (name, feeds, outputs) => inferIn(name, find(name), feeds, outputs, true),
    infoOf: name => find(name).info,
  };
}

/** Where no outputs are named, those that the model has: exporters may have called them anything. */
const withOutputs = (contract: ModelContract, { outputs }: ModelInfo): ModelContract =>
  contract.outputs.length > 0
    ? contract
    : { ...contract, outputs: outputs.map(({ name, type }) => ({ name, types: [type as ElementType] })) };

const infoFrom = (metadata: readonly OrtMetadata[]): ModelInfo['inputs'] =>
  metadata.map(value =>
    value.isTensor
      ? { name: value.name, type: value.type, dims: value.shape }
      : { name: value.name, type: 'no tensor', dims: [] },
  );

async function inferIn(
  name: string,
  { session, contract }: Loaded,
  feeds: Tensors,
  outputs: readonly string[] | undefined,
  isJudged: boolean,
): Promise<Tensors> {
  const lengths: DimLengths = new Map();
  refuse(tensorProblems(name, 'input', contract.inputs, feeds, lengths));
  const wanted = wantedOutputs(name, contract, outputs);
  const given = Object.entries(feeds).map(([key, { type, data, dims }]) => [key, new OrtTensor(type, data, dims)]);
  const made = await runSession(name, session, Object.fromEntries(given), wanted);
  refuse(tensorProblems(name, 'output', wanted, made, lengths));
  const bad = wanted.find(tensor => tensor.mayBeNonFinite !== true && !isAllFinite(made[tensor.name]!));
  if (isJudged && bad !== undefined) {
    throw new HostError('bad-output', `${name}: output ${bad.name} has values that are no finite numbers`);
  }
  return made;
}

function wantedOutputs(name: string, contract: ModelContract, outputs: readonly string[] | undefined) {
  if (outputs === undefined) return contract.outputs;
  return outputs.map(output => {
    const known = contract.outputs.find(tensor => tensor.name === output);
    if (known === undefined)
      throw new HostError('contract-mismatch', `${name}: output ${output} is not in its contract`);
    return known;
  });
}

async function runSession(
  name: string,
  session: OrtSession,
  feeds: Readonly<Record<string, InstanceType<typeof OrtTensor>>>,
  wanted: readonly TensorContract[],
): Promise<Tensors> {
  try {
    const made = await session.run(
      feeds,
      wanted.map(tensor => tensor.name),
    );
    return Object.fromEntries(
      Object.entries(made).map(([key, { type, dims, data }]): [string, Tensor] => [
        key,
        { type: type as ElementType, dims: [...dims], data: data as ElementArray },
      ]),
    );
  } catch (error) {
    const text = String((error as Error).message);
    throw new HostError(faultKind(text), `model ${name}: ${text}`);
  }
}

/** Of several types that a contract allows, the model's own. */
function warmUpFeeds({ contract, warmUpDims = {} }: HostedModel, info: ModelInfo): Tensors {
  const feeds = contract.inputs.map(({ name, dims }): [string, Tensor] => {
    const declared = info.inputs.find(input => input.name === name)!;
    const type = declared.type as ElementType;
    const lengths = (dims ?? declared.dims).map((dim, i) => {
      const own = declared.dims[i];
      return typeof dim === 'number' ? dim : typeof own === 'number' ? own : (warmUpDims[dim] ?? 1);
    });
    return [name, { type, dims: lengths, data: elementsOf(type, elementCount(lengths)) }];
  });
  return Object.fromEntries(feeds);
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new HostError('contract-mismatch', problems.join('; '));
}
