/** Plain JSON: no undefined, no dates, no functions. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * One text for one value: members in the order of their names, no blanks. For hashes; any two programs that agree on the value
 * agree on the text. Like RFC 8785, whose order of names (by UTF-16 units) and form of numbers are JavaScript's own.
 *
 * @throws Error for a number that JSON does not have
 * @example canonicalJson({ b: [1, 'x'], a: null })   // '{"a":null,"b":[1,"x"]}'
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`JSON has no ${value}`);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map(key => `${JSON.stringify(key)}:${canonicalJson(value[key]!)}`);
  return `{${members.join(',')}}`;
}

const isList = (value: object): value is readonly Json[] => Array.isArray(value);
