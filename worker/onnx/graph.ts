/**
 * Writes ONNX graphs: those that the project makes itself, to run where no weights are and to put a fault where a test wants
 * it. No checks beyond the shapes of constants; onnxruntime, which loads them, has its own.
 *
 * Field numbers are of onnx.proto3 [H]; graph.test.ts has onnxruntime read what is written.
 */
import { ELEMENT_CODES, type ElementArray, type ElementType, elementCount } from './elements.ts';
import { type WireMessage, wireMessage } from './wire.ts';

/** A length, or the name of one that is known when the graph runs. */
export type Dim = number | string;

/** Whether `2` is an integer or a float cannot be seen in JavaScript, so it is said. */
export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly text: string }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] };

export type NodeOptions = {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  /** Name of the output; absent: made from the operator and a count. */
  readonly output?: string;
};

export type Graph = {
  /** Each returns the name to use as an input of nodes. */
  readonly input: (name: string, type: ElementType, dims: readonly Dim[]) => string;
  readonly constant: (name: string, type: ElementType, dims: readonly number[], data: ElementArray) => string;
  readonly node: (operator: string, inputs: readonly string[], options?: NodeOptions) => string;
  readonly output: (name: string, type: ElementType, dims: readonly Dim[]) => string;
  readonly encode: () => EncodedGraph;
};

export type EncodedGraph = {
  readonly model: Uint8Array;
  /** What stands in the file that `externalData` names. */
  readonly external?: { readonly name: string; readonly bytes: Uint8Array };
};

export type GraphOptions = {
  /** 18 is the first with axes of ReduceMin and ReduceMax as an input. */
  readonly opset?: number;
  /** Constants of 1 KiB and more go to a file of this name beside the model, as models over 2 GiB must. */
  readonly externalData?: string;
};

const IR_VERSION = 9;
const OPSET = 18;
const EXTERNAL_BYTES_MIN = 1024;
/** Offsets are multiples of it, so that the file can be mapped (ONNX, External Data [H]). */
const PAGE_BYTES = 4096;

/**
 * @example
 * const graph = createGraph();
 * graph.node('Relu', [graph.input('x', 'float32', ['batch', 3])], { output: 'y' });
 * graph.output('y', 'float32', ['batch', 3]);
 * const { model } = graph.encode();
 */
export function createGraph({ opset = OPSET, externalData }: GraphOptions = {}): Graph {
  const inputs: WireMessage[] = [];
  const outputs: WireMessage[] = [];
  const constants: WireMessage[] = [];
  const nodes: WireMessage[] = [];
  const pages: Uint8Array[] = [];
  let pageOffset = 0;

  /** @returns where its bytes stand in the external file */
  function appendPages(bytes: Uint8Array): number {
    const offset = pageOffset;
    const padding = (PAGE_BYTES - (bytes.byteLength % PAGE_BYTES)) % PAGE_BYTES;
    pages.push(bytes, new Uint8Array(padding));
    pageOffset += bytes.byteLength + padding;
    return offset;
  }

  return {
    input: (name, type, dims) => {
      inputs.push(valueInfo(name, type, dims));
      return name;
    },
    output: (name, type, dims) => {
      outputs.push(valueInfo(name, type, dims));
      return name;
    },
    constant: (name, type, dims, data) => {
      if (data.length !== elementCount(dims)) {
        throw new Error(`constant ${name} has ${data.length} elements for dims [${dims}]`);
      }
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      const tensor = tensorHead(name, type, dims);
      if (externalData === undefined || bytes.byteLength < EXTERNAL_BYTES_MIN) tensor.bytes(9, bytes);
      else placeOutside(tensor, externalData, appendPages(bytes), bytes.byteLength);
      constants.push(tensor);
      return name;
    },
    node: (operator, from, { attributes = {}, output } = {}) => {
      const name = `${operator}_${nodes.length}`;
      const node = wireMessage();
      for (const input of from) node.text(1, input);
      node
        .text(2, output ?? name)
        .text(3, name)
        .text(4, operator);
      for (const [key, value] of Object.entries(attributes)) node.message(5, attributeOf(key, value));
      nodes.push(node);
      return output ?? name;
    },
    encode: () => {
      const graph = wireMessage();
      for (const node of nodes) graph.message(1, node);
      graph.text(2, 'graph');
      for (const constant of constants) graph.message(5, constant);
      for (const input of inputs) graph.message(11, input);
      for (const output of outputs) graph.message(12, output);
      const model = wireMessage()
        .int(1, IR_VERSION)
        .text(2, 'asset-hub')
        .message(7, graph)
        .message(8, wireMessage().text(1, '').int(2, opset))
        .encode();
      return externalData === undefined
        ? { model }
        : { model, external: { name: externalData, bytes: Buffer.concat(pages) } };
    },
  };
}

function valueInfo(name: string, type: ElementType, dims: readonly Dim[]): WireMessage {
  const shape = wireMessage();
  for (const dim of dims) {
    shape.message(1, typeof dim === 'number' ? wireMessage().int(1, dim) : wireMessage().text(2, dim));
  }
  const tensorType = wireMessage().int(1, ELEMENT_CODES[type]).message(2, shape);
  return wireMessage().text(1, name).message(2, wireMessage().message(1, tensorType));
}

function tensorHead(name: string, type: ElementType, dims: readonly number[]): WireMessage {
  const tensor = wireMessage();
  for (const dim of dims) tensor.int(1, dim);
  return tensor.int(2, ELEMENT_CODES[type]).text(8, name);
}

function placeOutside(tensor: WireMessage, location: string, offset: number, length: number): void {
  for (const [key, value] of Object.entries({ location, offset: String(offset), length: String(length) })) {
    tensor.message(13, wireMessage().text(1, key).text(2, value));
  }
  tensor.int(14, 1);
}

/** The last field says which of the others holds the value. */
function attributeOf(name: string, value: Attribute): WireMessage {
  const attribute = wireMessage().text(1, name);
  if ('float' in value) return attribute.float(2, value.float).int(20, 1);
  if ('int' in value) return attribute.int(3, value.int).int(20, 2);
  if ('text' in value) return attribute.text(4, value.text).int(20, 3);
  if ('floats' in value) {
    for (const float of value.floats) attribute.float(7, float);
    return attribute.int(20, 6);
  }
  for (const int of value.ints) attribute.int(8, int);
  return attribute.int(20, 7);
}
