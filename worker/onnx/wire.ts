/**
 * Protocol Buffers' wire format, the part that an ONNX file needs (protobuf.dev, Encoding, read 2026-11 [H]).
 * Invariant: the same calls give the same bytes.
 */

/** A message is written field by field, in the order of the calls. */
export type WireMessage = {
  /** Wire type 0. Negative numbers take ten bytes, as int64 does. */
  readonly int: (field: number, value: number | bigint) => WireMessage;
  /** Wire type 5, little-endian. */
  readonly float: (field: number, value: number) => WireMessage;
  /** Wire type 2. The bytes are not copied before `encode`. */
  readonly bytes: (field: number, value: Uint8Array) => WireMessage;
  readonly text: (field: number, value: string) => WireMessage;
  readonly message: (field: number, value: WireMessage) => WireMessage;
  readonly encode: () => Uint8Array;
};

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

/** @example wireMessage().int(1, 150).encode()   // 08 96 01, the example of the encoding's own documentation */
export function wireMessage(): WireMessage {
  const parts: Uint8Array[] = [];
  const tag = (field: number, type: number) => parts.push(varint((field << 3) | type));
  const message: WireMessage = {
    int: (field, value) => {
      tag(field, VARINT);
      parts.push(varint(value));
      return message;
    },
    float: (field, value) => {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setFloat32(0, value, true);
      tag(field, FIXED_32);
      parts.push(bytes);
      return message;
    },
    bytes: (field, value) => {
      tag(field, LENGTH_DELIMITED);
      parts.push(varint(value.byteLength), value);
      return message;
    },
    text: (field, value) => message.bytes(field, new TextEncoder().encode(value)),
    message: (field, value) => message.bytes(field, value.encode()),
    encode: () => joined(parts),
  };
  return message;
}

/** Seven bits a byte, lowest first; the high bit says that more follow. */
function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.byteLength;
  }
  return bytes;
}
