/** Between protobuf's Struct and JSON. google-protobuf types its JSON as mutable; ours is not, so the cast is here. */
import structProto from 'google-protobuf/google/protobuf/struct_pb.js';
import type { JsonObject } from './program-record.ts';

export function wireOf(struct: structProto.Struct | undefined): JsonObject {
  return (struct?.toJavaScript() ?? {}) as JsonObject;
}

export function structOf(value: JsonObject): structProto.Struct {
  return structProto.Struct.fromJavaScript(value as Parameters<typeof structProto.Struct.fromJavaScript>[0]);
}
