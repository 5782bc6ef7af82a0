/** The element types that this project's graphs use, by the names that onnxruntime gives them. */

/** Numbers of TensorProto.DataType (onnx.proto3 of ONNX 1.16 [H]). */
export const ELEMENT_CODES = Object.freeze({
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
} as const);
export type ElementType = keyof typeof ELEMENT_CODES;

/** How each is held in memory. Halves are their bits (float16.ts); booleans are bytes of 0 and 1. */
export type ElementArrays = {
  readonly float32: Float32Array;
  readonly uint8: Uint8Array;
  readonly int32: Int32Array;
  readonly int64: BigInt64Array;
  readonly bool: Uint8Array;
  readonly float16: Uint16Array;
};
export type ElementArray = ElementArrays[ElementType];

const ARRAY_KINDS = Object.freeze({
  float32: Float32Array,
  uint8: Uint8Array,
  int32: Int32Array,
  int64: BigInt64Array,
  bool: Uint8Array,
  float16: Uint16Array,
});

/** Zeros. */
export const elementsOf = (type: ElementType, count: number): ElementArray => new ARRAY_KINDS[type](count);

export const isElementArray = (type: ElementType, data: unknown): boolean => data instanceof ARRAY_KINDS[type];

/** Of a scalar 1. */
export const elementCount = (dims: readonly number[]): number => dims.reduce((product, dim) => product * dim, 1);
