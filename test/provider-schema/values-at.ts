/** Reads recorded inputs by path. What is absent, null or not yet known is left out: no rule can judge it. */
import { type Json, type JsonObject, UNKNOWN } from '../pulumi-host/program-record.ts';

/** A value with the path at which it stands, `rules[0].priority`. */
export type Found = { readonly path: string; readonly value: Json };

/**
 * Every known value at a path, in which `[]` means each item of a list.
 *
 * @example valuesAt({ rules: [{ days: 1 }, {}] }, 'rules[].days')   // [{ path: 'rules[0].days', value: 1 }]
 */
export function valuesAt(inputs: JsonObject, path: string): readonly Found[] {
  const steps = path.split('.').flatMap(name => (name.endsWith('[]') ? [name.slice(0, -2), '[]'] : [name]));
  let found: readonly Found[] = [{ path: '', value: inputs }];
  for (const step of steps) {
    found = found.flatMap(({ path: at, value }) =>
      (step === '[]' ? itemsOf(value) : fieldOf(value, step)).map(next => ({ ...next, path: `${at}${next.path}` })),
    );
  }
  return found
    .filter(({ value }) => value !== null && value !== UNKNOWN)
    .map(({ path: at, value }) => ({ path: at.replace(/^\./, ''), value }));
}

function itemsOf(value: Json): readonly Found[] {
  return isList(value) ? value.map((item, index) => ({ path: `[${index}]`, value: item })) : [];
}

function fieldOf(value: Json, name: string): readonly Found[] {
  const child = isObject(value) ? value[name] : undefined;
  return child === undefined ? [] : [{ path: `.${name}`, value: child }];
}

/** The number at a path without lists, when it is known. */
export function numberAt(inputs: JsonObject, path: string): number | undefined {
  const [found] = valuesAt(inputs, path);
  return typeof found?.value === 'number' ? found.value : undefined;
}

/** The text at a path without lists, when it is known. */
export function textAt(inputs: JsonObject, path: string): string | undefined {
  const [found] = valuesAt(inputs, path);
  return typeof found?.value === 'string' ? found.value : undefined;
}

/** The known texts at a path. */
export function textsAt(inputs: JsonObject, path: string): readonly string[] {
  return valuesAt(inputs, path).flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}

/** The known objects at a path. */
export function objectsAt(inputs: JsonObject, path: string): readonly JsonObject[] {
  return valuesAt(inputs, path).flatMap(({ value }) => (isObject(value) ? [value] : []));
}

/** Whether something was given at a path without lists, even if it is not known yet. */
export function isSet(inputs: JsonObject, path: string): boolean {
  const cut = path.lastIndexOf('.');
  const holder = cut === -1 ? inputs : objectsAt(inputs, path.slice(0, cut))[0];
  return (holder?.[path.slice(cut + 1)] ?? null) !== null;
}

/** Whether something was given that is not an empty list. */
export function isFilled(inputs: JsonObject, path: string): boolean {
  return isSet(inputs, path) && valuesAt(inputs, path).every(({ value }) => !isList(value) || value.length > 0);
}

/** Those of the properties that were given. */
export function setAmong(inputs: JsonObject, names: readonly string[]): readonly string[] {
  return names.filter(name => isSet(inputs, name));
}

/** What a JSON text says; undefined when it is none. */
export function parsedJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Array.isArray does not narrow readonly arrays. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return value !== undefined && value !== null && typeof value === 'object' && !isList(value);
}
