/// <reference lib="es2025.float16" />
/** Half precision as its 16 bits: onnxruntime-node takes and gives such tensors so (see host/runtime.ts). */

/**
 * To the nearest half, ties to even; above 65,504 infinite.
 *
 * @example toFloat16([1, -2, 65504])   // Uint16Array [0x3c00, 0xc000, 0x7bff]
 */
export function toFloat16(values: ArrayLike<number>): Uint16Array<ArrayBuffer> {
  const bits = new Uint16Array(values.length);
  const view = new DataView(bits.buffer);
  for (let i = 0; i < values.length; i += 1) view.setFloat16(2 * i, values[i]!, true);
  return bits;
}

/** Exact: every half is a float. */
export function fromFloat16(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const view = new DataView(bits.buffer, bits.byteOffset, bits.byteLength);
  const values = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i += 1) values[i] = view.getFloat16(2 * i, true);
  return values;
}
