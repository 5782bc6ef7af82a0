/**
 * The type of an input, and its form in schema.json: one short text a property, which a person can read in a diff.
 *
 *     string   number   boolean   any   asset   archive   resource   'literal'
 *     aws.ec2.LaunchTemplateMonitoring     one of the schema's types
 *     T[]   {T}   T | U   (T | U)[]        a list, a map from strings, alternatives
 */
import { assertNever } from '../../hub/assert-never.ts';

/** `resource`: another resource in place of its id. `any`: whatever JSON can say. */
const PLAIN_KINDS = ['string', 'number', 'boolean', 'any', 'asset', 'archive', 'resource'] as const;
export type PlainKind = (typeof PLAIN_KINDS)[number];

export type InputType =
  | { readonly kind: PlainKind }
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'list'; readonly element: InputType }
  | { readonly kind: 'map'; readonly element: InputType }
  | { readonly kind: 'union'; readonly options: readonly InputType[] };

/** @example renderType({ kind: 'list', element: { kind: 'string' } })   // 'string[]' */
export function renderType(type: InputType): string {
  switch (type.kind) {
    case 'literal':
      return `'${type.value}'`;
    case 'named':
      return type.name;
    case 'list':
      return type.element.kind === 'union' ? `(${renderType(type.element)})[]` : `${renderType(type.element)}[]`;
    case 'map':
      return `{${renderType(type.element)}}`;
    case 'union':
      return type.options.map(renderType).join(' | ');
    case 'string':
    case 'number':
    case 'boolean':
    case 'any':
    case 'asset':
    case 'archive':
    case 'resource':
      return type.kind;
    default:
      return assertNever(type);
  }
}

/**
 * The inverse of `renderType`.
 *
 * @throws Error when the text is no type; only a damaged schema.json can hold one.
 */
export function parseType(text: string): InputType {
  const tokens = text.match(/'[^']*'|[\w.]+|\[\]|[|(){}]/g) ?? [];
  const { type, next } = unionAt(tokens, 0);
  if (next !== tokens.length) throw new Error(`schema.json has a type that cannot be read (saw '${text}')`);
  return type;
}

type Parsed = { readonly type: InputType; readonly next: number };

function unionAt(tokens: readonly string[], start: number): Parsed {
  const options: InputType[] = [];
  let next = start - 1;
  do {
    const option = listAt(tokens, next + 1);
    options.push(option.type);
    next = option.next;
  } while (tokens[next] === '|');
  return { type: options.length === 1 ? options[0]! : { kind: 'union', options }, next };
}

function listAt(tokens: readonly string[], start: number): Parsed {
  let { type, next } = atomAt(tokens, start);
  for (; tokens[next] === '[]'; next += 1) type = { kind: 'list', element: type };
  return { type, next };
}

function atomAt(tokens: readonly string[], start: number): Parsed {
  const token = tokens[start] ?? '';
  if (token === '(' || token === '{') {
    const { type, next } = unionAt(tokens, start + 1);
    return { type: token === '{' ? { kind: 'map', element: type } : type, next: next + 1 };
  }
  const next = start + 1;
  if (token.startsWith("'")) return { type: { kind: 'literal', value: token.slice(1, -1) }, next };
  if (!/^[\w.]+$/.test(token))
    throw new Error(`schema.json has a type that cannot be read (saw '${tokens.join(' ')}')`);
  const kind = PLAIN_KINDS.find(plain => plain === token);
  return { type: kind === undefined ? { kind: 'named', name: token } : { kind }, next };
}
