/**
 * What the code expects of a model: its tensors by name, element type and dims. Checked when the model is loaded against what
 * it says of itself, and at every run against what is really there.
 *
 * A dim is a length or a name; one name means one length throughout a model.
 */
import { type ElementType, elementCount, isElementArray } from '../onnx/elements.ts';
import type { Tensors } from './tensor.ts';

export type TensorContract = {
  readonly name: string;
  /** Several where exporters differ, as they do with ids of tokens. The code then goes by what the model says. */
  readonly types: readonly ElementType[];
  /** Absent where exporters differ in that, too: any shape will do. */
  readonly dims?: readonly (number | string)[] | undefined;
  /** Of an output whose values may be infinite or no numbers. */
  readonly mayBeNonFinite?: boolean | undefined;
};

export type ModelContract = {
  readonly inputs: readonly TensorContract[];
  /** Those that the code reads; a model may have more. None: whatever it has. */
  readonly outputs: readonly TensorContract[];
};

/** A tensor as a model declares it. No dims: a scalar, or of a shape that it does not say. */
export type TensorInfo = {
  readonly name: string;
  readonly type: string;
  readonly dims: readonly (number | string)[];
};
export type ModelInfo = { readonly inputs: readonly TensorInfo[]; readonly outputs: readonly TensorInfo[] };

/** Lengths by name, filled in as they are met. */
export type DimLengths = Map<string, number>;

/**
 * Where a model is not what is expected.
 *
 * @returns sentences such as `unet: input sample must be float32 [batch, 4, 64, 64] (saw float16 [2, 4, 64, 64])`
 */
export function contractProblems(model: string, contract: ModelContract, info: ModelInfo): string[] {
  const lengths: DimLengths = new Map();
  const unknown = info.inputs
    .filter(({ name }) => !contract.inputs.some(wanted => wanted.name === name))
    .map(({ name, type, dims }) => `${model}: wants an input ${name} that nobody gives it (${type} ${shape(dims)})`);
  return [
    ...unknown,
    ...contract.inputs.flatMap(wanted => declaredProblem(`${model}: input`, wanted, info.inputs, lengths)),
    ...contract.outputs.flatMap(wanted => declaredProblem(`${model}: output`, wanted, info.outputs, lengths)),
  ];
}

function declaredProblem(
  where: string,
  wanted: TensorContract,
  declared: readonly TensorInfo[],
  lengths: DimLengths,
): string[] {
  const saw = declared.find(({ name }) => name === wanted.name);
  if (saw === undefined) {
    return [`${where} ${wanted.name} is missing (saw ${declared.map(({ name }) => name).join(', ') || 'none'})`];
  }
  const isShapeless = saw.dims.length === 0;
  if (hasType(wanted, saw.type) && (isShapeless || fits(wanted.dims, saw.dims, lengths))) return [];
  return [mismatch(where, wanted, saw.type, saw.dims)];
}

/**
 * The same for real tensors. `lengths` says what the names mean by now; give the same map for a run's inputs and outputs.
 *
 * @param side 'input' or 'output', for the sentences
 */
export function tensorProblems(
  model: string,
  side: 'input' | 'output',
  wanted: readonly TensorContract[],
  tensors: Tensors,
  lengths: DimLengths,
): string[] {
  const where = `${model}: ${side}`;
  const unknown = Object.keys(tensors)
    .filter(name => side === 'input' && !wanted.some(tensor => tensor.name === name))
    .map(name => `${where} ${name} is none of this model's`);
  const faults = wanted.flatMap(tensor => {
    const saw = tensors[tensor.name];
    if (saw === undefined) return [`${where} ${tensor.name} is missing`];
    if (!isElementArray(saw.type, saw.data) || saw.data.length !== elementCount(saw.dims)) {
      return [`${where} ${tensor.name} says ${saw.type} ${shape(saw.dims)} and has ${saw.data.length} elements`];
    }
    const isAsWanted = hasType(tensor, saw.type) && fits(tensor.dims, saw.dims, lengths);
    return isAsWanted ? [] : [mismatch(where, tensor, saw.type, saw.dims)];
  });
  return [...unknown, ...faults];
}

const hasType = (wanted: TensorContract, type: string): boolean => wanted.types.some(known => known === type);

/** A length that one side leaves open fits any. */
function fits(wanted: TensorContract['dims'], saw: readonly (number | string)[], lengths: DimLengths): boolean {
  if (wanted === undefined) return true;
  if (wanted.length !== saw.length) return false;
  return wanted.every((dim, i) => {
    const length = saw[i]!;
    if (typeof length === 'string') return true;
    if (typeof dim === 'number') return dim === length;
    const known = lengths.get(dim);
    if (known === undefined) lengths.set(dim, length);
    return known === undefined || known === length;
  });
}

function mismatch(where: string, wanted: TensorContract, type: string, dims: readonly (number | string)[]): string {
  const types = wanted.types.join(' or ');
  return `${where} ${wanted.name} must be ${types} ${wanted.dims === undefined ? 'of any shape' : shape(wanted.dims)} (saw ${type} ${shape(dims)})`;
}

const shape = (dims: readonly (number | string)[]): string => `[${dims.join(', ')}]`;
