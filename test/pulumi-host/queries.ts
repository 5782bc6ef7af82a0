/** Questions to a record. Each answer is an array or a value; what is not there is an error that names what is. */
import { type Json, type JsonObject, type ProgramRecord, type ResourceRecord, UNKNOWN } from './program-record.ts';

/** @example byType(record, 'aws:sqs/queue:Queue') */
export function byType({ resources }: ProgramRecord, type: string): ResourceRecord[] {
  return resources.filter(resource => resource.type === type);
}

/** By logical name, the first argument of the constructor; several resources may share one if their types differ. */
export function byName({ resources }: ProgramRecord, name: string): ResourceRecord[] {
  return resources.filter(resource => resource.name === name);
}

/** Those whose parent this is. */
export function childrenOf({ resources }: ProgramRecord, urn: string): ResourceRecord[] {
  return resources.filter(resource => resource.parentUrn === urn);
}

/** Children, their children, and so on. */
export function descendantsOf(record: ProgramRecord, urn: string): ResourceRecord[] {
  return childrenOf(record, urn).flatMap(child => [child, ...descendantsOf(record, child.urn)]);
}

export type Wanted = { readonly type?: string; readonly name?: string; readonly parentUrn?: string };

/**
 * The one resource that is so.
 *
 * @throws Error naming the candidates when there is none, or more than one
 * @example single(record, { type: 'aws:sqs/queue:Queue', name: 'generation' })
 */
export function single({ resources }: ProgramRecord, wanted: Wanted): ResourceRecord {
  const fits = (keys: readonly (keyof Wanted)[]) =>
    resources.filter(resource => keys.every(key => resource[key] === wanted[key]));
  const keys = (['type', 'name', 'parentUrn'] as const).filter(key => wanted[key] !== undefined);
  const found = fits(keys);
  const [resource] = found;
  if (resource !== undefined && found.length === 1) return resource;
  // Who asks for a type and gets none wants to see the names of that type; else the types of that name.
  const near = [found, ...keys.map(key => fits([key])), resources].find(({ length }) => length > 0) ?? [];
  const candidates = near.map(({ type, name }) => `  ${type} '${name}'`).join('\n');
  throw new Error(`wanted one resource with ${JSON.stringify(wanted)}, saw ${found.length}; there are\n${candidates}`);
}

/**
 * The input at a path, or undefined.
 *
 * @example inputAt(group, 'mixedInstancesPolicy.launchTemplate.overrides[0].instanceType')
 */
export function inputAt({ inputs }: Pick<ResourceRecord, 'inputs'>, path: string): Json | undefined {
  return path
    .split(/[.[\]]+/)
    .filter(key => key !== '')
    .reduce<Json | undefined>((value, key) => {
      if (value === null || typeof value !== 'object') return undefined;
      return (value as JsonObject)[key];
    }, inputs);
}

/** @throws Error when the input at the path is no text */
export function textAt(resource: ResourceRecord, path: string): string {
  const value = inputAt(resource, path);
  if (typeof value === 'string') return value;
  throw new Error(`${resource.type} '${resource.name}': wanted text at ${path}, saw ${JSON.stringify(value)}`);
}

/** What a JSON text holds: a policy, a dashboard. */
export function jsonAt(resource: ResourceRecord, path: string): JsonObject {
  return JSON.parse(textAt(resource, path)) as JsonObject;
}

/**
 * The text of a file in an archive, so that a test can run the very bundle that would be deployed.
 *
 * @example archiveText(handler, 'code', 'index.mjs')
 */
export function archiveText(resource: ResourceRecord, input: string, file: string): string {
  const assets = inputAt(resource, `${input}.assets`);
  const asset = assets !== null && typeof assets === 'object' ? (assets as JsonObject)[file] : undefined;
  const text = asset !== null && typeof asset === 'object' ? (asset as JsonObject).text : undefined;
  if (typeof text === 'string') return text;
  const there = Object.keys(assets ?? {}).join(', ');
  throw new Error(`${resource.type} '${resource.name}': no text asset ${file} in ${input}; there are: ${there}`);
}

/** The paths in `value` that a preview cannot know yet. */
export function unknownPaths(value: Json, path = ''): string[] {
  if (value === UNKNOWN) return [path];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const step = Array.isArray(value) ? `[${key}]` : path === '' ? key : `.${key}`;
    return unknownPaths(child, path + step);
  });
}
