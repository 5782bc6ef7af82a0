/** Tensors in the types that a model says it has: exporters differ in them, and all else is reckoned with 32-bit floats. */
import type { ElementType } from '../onnx/elements.ts';
import { fromFloat16, toFloat16 } from '../onnx/float16.ts';
import { HostError } from './host-error.ts';
import type { ModelInfo } from './model-contract.ts';
import type { Tensor } from './tensor.ts';

/**
 * @param dims of the tensor
 * @throws HostError for a type that numbers cannot be given in
 */
export function inputOf(info: ModelInfo, name: string, dims: readonly number[], values: ArrayLike<number>): Tensor {
  const type = info.inputs.find(input => input.name === name)?.type as ElementType | undefined;
  switch (type) {
    case 'float32':
      return { type, dims, data: values instanceof Float32Array ? values : Float32Array.from(values) };
    case 'float16':
      return { type, dims, data: toFloat16(values) };
    case 'int32':
      return { type, dims, data: Int32Array.from(values) };
    case 'int64':
      return { type, dims, data: BigInt64Array.from(Array.from(values, BigInt)) };
    default:
      throw new HostError('contract-mismatch', `input ${name} cannot be given as ${type ?? 'anything: there is none'}`);
  }
}

/** @throws HostError for a tensor that is not of floats */
export function floatsOf({ type, data }: Tensor): Float32Array {
  if (type === 'float32') return data as Float32Array;
  if (type === 'float16') return fromFloat16(data as Uint16Array);
  throw new HostError('contract-mismatch', `an output of ${type} is where floats are wanted`);
}
