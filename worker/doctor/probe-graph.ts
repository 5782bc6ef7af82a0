/**
 * The smallest graph worth running: y = x + x, for one float. As ONNX's protocol buffers have it (onnx.proto, IR version 8,
 * opset 13 [H]), written out here so that the doctor needs no model to see whether inference works.
 */
const bytesOf = (text: string): readonly number[] => [...new TextEncoder().encode(text)];
/** A field that holds a text, bytes or a message; short ones only. */
const field = (number: number, content: readonly number[]) => [(number << 3) | 2, content.length, ...content];
const integer = (number: number, value: number) => [number << 3, value];

const FLOAT = 1;
const shape = field(2, field(1, integer(1, 1)));
const tensor = (name: string) => [...field(1, bytesOf(name)), ...field(2, field(1, [...integer(1, FLOAT), ...shape]))];
const node = [
  ...field(1, bytesOf('x')),
  ...field(1, bytesOf('x')),
  ...field(2, bytesOf('y')),
  ...field(4, bytesOf('Add')),
];
const graph = [...field(1, node), ...field(2, bytesOf('probe')), ...field(11, tensor('x')), ...field(12, tensor('y'))];

export const PROBE_GRAPH: Uint8Array = Uint8Array.from([
  ...integer(1, 8),
  ...field(7, graph),
  ...field(8, integer(2, 13)),
]);
