/** A record's plain values as the engine sends them to a policy pack: with its marks for secrets, assets and unknowns. */
import * as rpc from '@pulumi/pulumi/runtime/rpc.js';
import { WIRE_UNKNOWN, wireSecret } from '../pulumi-host/plain-value.ts';
import { type Json, type JsonObject, UNKNOWN } from '../pulumi-host/program-record.ts';

/**
 * @param secretPaths as `environment.variables.KEY` or `rules[0].value`
 * @example wireProperties({ url: UNKNOWN }, [])   // { url: '04da6b54-80e4-46f7-96ec-b56ff0331ba9' }
 */
export function wireProperties(plain: JsonObject, secretPaths: readonly string[] = []): JsonObject {
  const secrets = new Set(secretPaths);
  return Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, wire(value, key, secrets)]));
}

function wire(plain: Json, path: string, secrets: ReadonlySet<string>): Json {
  const value = unguarded(plain, path, secrets);
  return secrets.has(path) ? wireSecret(value) : value;
}

function unguarded(plain: Json, path: string, secrets: ReadonlySet<string>): Json {
  if (plain === UNKNOWN) return WIRE_UNKNOWN;
  if (plain === null || typeof plain !== 'object') return plain;
  if (Array.isArray(plain)) return plain.map((child: Json, index) => wire(child, `${path}[${index}]`, secrets));
  const { kind, ...content } = plain as JsonObject;
  if (isAsset(kind)) return { [rpc.specialSigKey]: rpc.specialAssetSig, ...content };
  if (isArchive(kind)) return { [rpc.specialSigKey]: rpc.specialArchiveSig, ...wireProperties(content) };
  return Object.fromEntries(Object.entries(plain).map(([key, child]) => [key, wire(child, `${path}.${key}`, secrets)]));
}

const isAsset = (kind: Json | undefined): boolean =>
  typeof kind === 'string' && /^(string|file|remote)Asset$/.test(kind);
const isArchive = (kind: Json | undefined): boolean =>
  typeof kind === 'string' && /^(asset|file|remote)Archive$/.test(kind);
