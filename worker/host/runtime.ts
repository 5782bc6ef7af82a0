/**
 * onnxruntime, with halves that work. Only the model host imports it: a run blocks the thread that asks for it.
 *
 * onnxruntime-node 1.30.0 on a Node that has Float16Array sees every half-precision input as empty ("not enough space: expected
 * 384, got 0"; microsoft/onnxruntime issue 26791, open 2026-11). It looks for Float16Array once, when it makes its first
 * tensor; if there is none it holds halves as Uint16Array, which works both ways. runtime.test.ts fails when upstream is mended.
 */
import * as ort from 'onnxruntime-node';

function makeFirstTensor(): void {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'Float16Array');
  if (own === undefined) return;
  Reflect.deleteProperty(globalThis, 'Float16Array');
  try {
    new ort.Tensor('uint8', new Uint8Array(1), [1]);
  } finally {
    Object.defineProperty(globalThis, 'Float16Array', own);
  }
}

makeFirstTensor();

export const { InferenceSession, Tensor: OrtTensor } = ort;
export type OrtSession = ort.InferenceSession;
export type OrtOptions = ort.InferenceSession.SessionOptions;
export type OrtMetadata = ort.InferenceSession.ValueMetadata;
