/**
 * From Pulumi's wire format to plain JSON. On the wire a secret, an asset, a reference and an unknown are objects and
 * strings with magic values; here they are what they mean.
 */
import { readFileSync } from 'node:fs';
import { type Json, type JsonObject, UNKNOWN } from './program-record.ts';

/** The magic values are those of @pulumi/pulumi 3.270.0, runtime/rpc.js, which takes them from the Go SDK. [H] */
const SIGNATURE_KEY = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';
const ASSET = 'c44067f5952c0a294b673a41bacd8c17';
const ARCHIVE = '0def7320c3a5731c473e5ecbe6d01bc7';
const REFERENCE = '5cf8f73096256a8f31e491e813e4eb8e';
const OUTPUT_VALUE = 'd0e6a833031e9bbcd3f4e8bde6ca49a4';
export const WIRE_UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

export type PlainValue = { readonly value: JsonObject; readonly secretPaths: readonly string[] };

/**
 * Assets become `{ kind: 'stringAsset', text }`, `{ kind: 'fileAsset', path, text }` or `{ kind: 'remoteAsset', uri }`;
 * archives `{ kind: 'assetArchive', assets }`, `{ kind: 'fileArchive', path }` or `{ kind: 'remoteArchive', uri }`.
 * A file is read at once, as the engine does to hash it, so that a record is whole wherever it is read; it is taken to be UTF-8.
 *
 * @throws Error for what is not Pulumi's wire format, and for a file that cannot be read
 * @example plainValue({ key: { [SIGNATURE_KEY]: SECRET, value: 'x' } })   // { value: { key: 'x' }, secretPaths: ['key'] }
 */
export function plainValue(wire: JsonObject): PlainValue {
  const secretPaths: string[] = [];
  const value = Object.fromEntries(Object.entries(wire).map(([key, child]) => [key, plain(child, key, secretPaths)]));
  return { value, secretPaths };
}

/** The wire form of a secret. */
export function wireSecret(value: Json): JsonObject {
  return { [SIGNATURE_KEY]: SECRET, value };
}

function plain(wire: Json, path: string, secretPaths: string[]): Json {
  if (wire === WIRE_UNKNOWN) return UNKNOWN;
  if (wire === null || typeof wire !== 'object') return wire;
  if (isArray(wire)) return wire.map((child, index) => plain(child, `${path}[${index}]`, secretPaths));
  switch (wire[SIGNATURE_KEY]) {
    case undefined:
      return Object.fromEntries(
        Object.entries(wire).map(([key, child]) => [key, plain(child, `${path}.${key}`, secretPaths)]),
      );
    case SECRET:
      secretPaths.push(path);
      return plain(wire.value ?? null, path, secretPaths);
    case OUTPUT_VALUE:
      if (wire.secret === true) secretPaths.push(path);
      return 'value' in wire ? plain(wire.value ?? null, path, secretPaths) : UNKNOWN;
    case REFERENCE:
      return plain(wire.id || (wire.urn ?? null), path, secretPaths);
    case ASSET:
      return asset(wire, path);
    case ARCHIVE:
      return archive(wire, path, secretPaths);
    default:
      throw new Error(`${path} has the unknown signature ${wire[SIGNATURE_KEY]}: plain-value.ts does not know it yet`);
  }
}

function asset(wire: JsonObject, path: string): JsonObject {
  const { text, path: file, uri } = wire;
  if (typeof file === 'string' && file !== '')
    return { kind: 'fileAsset', path: file, text: readFileSync(file, 'utf8') };
  if (typeof uri === 'string' && uri !== '') return { kind: 'remoteAsset', uri };
  if (typeof text === 'string') return { kind: 'stringAsset', text };
  throw new Error(`${path} is an asset without text, path or uri`);
}

function archive(wire: JsonObject, path: string, secretPaths: string[]): JsonObject {
  const { assets, path: file, uri } = wire;
  if (typeof file === 'string') return { kind: 'fileArchive', path: file };
  if (typeof uri === 'string') return { kind: 'remoteArchive', uri };
  if (assets !== undefined) return { kind: 'assetArchive', assets: plain(assets, `${path}.assets`, secretPaths) };
  throw new Error(`${path} is an archive without assets, path or uri`);
}

/** Array.isArray does not narrow readonly arrays. */
function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
