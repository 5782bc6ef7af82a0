/**
 * Changes one value in a YAML text and leaves every other character of it alone: comments, order, quotes and brackets stay
 * as a person wrote them, so that a diff shows what was meant and nothing else. Where a change cannot be made in place,
 * it is not made.
 */
import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Path } from './located.ts';
import { inlineYaml, writeYaml } from './write-yaml.ts';

/** The nodes of a parsed text know where they stand: [start, end of the value, end with what trails it]. */
type Ranged = { readonly range: readonly [number, number, number] };

/**
 * The text with `value` at `path`; mappings on the way are made where they are missing. A list or mapping is replaced as a whole.
 *
 * @returns undefined where it cannot be done in place: past an alias, in a list that is not there, below a scalar
 * @example setInYaml('a:\n  b: 1 # one\n', ['a', 'b'], 2)   // 'a:\n  b: 2 # one\n'
 */
export function setInYaml(text: string, path: Path, value: unknown): string | undefined {
  const found = find(text, path);
  if (found === undefined) return undefined;
  const { map, node, pair, rest } = found;
  if (rest.some(key => typeof key === 'number')) return undefined;
  const written = rest.toReversed().reduce<unknown>((inner, key) => ({ [String(key)]: inner }), value);
  if (map !== undefined) return withKey(text, map, written as object);
  if (rest.length > 0 && !(isScalar(node) && node.value === null)) return undefined;
  return pair === undefined
    ? splice(text, startOf(node), endOf(node), inlineYaml(written))
    : splice(text, ...spanOfValue(text, pair), valueText(text, pair, written));
}

/**
 * The text without the key at `path` and without the comment lines right above it.
 *
 * @returns undefined where it cannot be done in place; the same text where there is no such key
 * @example removeFromYaml('a:\n  # why\n  b: 1\n  c: 2\n', ['a', 'b'])   // 'a:\n  c: 2\n'
 */
export function removeFromYaml(text: string, path: Path): string | undefined {
  const key = path.at(-1);
  const found = find(text, path.slice(0, -1));
  if (found === undefined || typeof key !== 'string') return undefined;
  const { node, rest } = found;
  if (rest.length > 0) return text;
  if (!isMap(node)) return undefined;
  const index = node.items.findIndex(pair => keyOf(pair) === key);
  if (index === -1) return text;
  if (node.items.length === 1) return setInYaml(text, path.slice(0, -1), {});
  return node.flow ? withoutFlowPair(text, node, index) : withoutLines(text, node.items[index]!);
}

type Found = {
  /** The mapping that lacks the first key of `rest`. */
  readonly map: YAMLMap | undefined;
  /** Where the way ended. */
  readonly node: unknown;
  /** The pair whose value `node` is; undefined for an item of a list. */
  readonly pair: Pair | undefined;
  /** What is left of the path. */
  readonly rest: Path;
};

/** Walks as far as the text goes. Undefined past an alias, which would change other places too, and past the end of a list. */
function find(text: string, path: Path): Found | undefined {
  let node: unknown = parseDocument(text).contents;
  let pair: Pair | undefined;
  for (const [depth, key] of path.entries()) {
    const rest = path.slice(depth);
    if (isAlias(node)) return undefined;
    if (isMap(node)) {
      const next = node.items.find(candidate => keyOf(candidate) === String(key));
      if (next === undefined) return { map: node, node, pair, rest };
      pair = next;
      node = next.value;
    } else if (isSeq(node)) {
      if (typeof key !== 'number' || key >= node.items.length) return undefined;
      pair = undefined;
      node = node.items[key];
    } else return { map: undefined, node, pair, rest };
  }
  return { map: undefined, node, pair, rest: [] };
}

const keyOf = ({ key }: Pair) => (isScalar(key) ? String(key.value) : undefined);

const startOf = (node: unknown) => (node as Ranged).range[0];

/** Where the last character of a node stands, plus one; what trails a block, such as a comment, is not part of it. */
function endOf(node: unknown): number {
  if (!isCollection(node) || node.flow || node.items.length === 0) return (node as Ranged).range[1];
  const last = (node as YAMLMap | YAMLSeq).items.at(-1);
  return isMap(node) ? endOfPair(last as Pair) : endOf(last);
}

function endOfPair({ key, value }: Pair): number {
  return value === null ? (key as Ranged).range[1] : Math.max((key as Ranged).range[1], endOf(value));
}

const splice = (text: string, from: number, to: number, part: string) => text.slice(0, from) + part + text.slice(to);

/** From behind the colon to the end of the value. */
function spanOfValue(text: string, pair: Pair): [number, number] {
  const colon = text.indexOf(':', (pair.key as Ranged).range[1]);
  return [colon + 1, Math.max(colon + 1, endOfPair(pair))];
}

function valueText(text: string, pair: Pair, value: unknown): string {
  const start = startOf(pair.key);
  const isFlow = text.slice(lineStart(text, start), start).includes('{');
  return isFlow ? ` ${inlineYaml(value)}` : writeYaml(value, columnOf(text, start));
}

/** One more key at the end of a mapping, with a blank line before it where its neighbours have one. */
function withKey(text: string, map: YAMLMap, entry: object): string {
  const [key = '', value] = Object.entries(entry)[0] ?? [];
  const last = map.items.at(-1);
  if (map.flow || last === undefined) {
    const inside = [
      ...map.items.map(pair => text.slice(startOf(pair.key), endOfPair(pair))),
      inlineYaml({ [key]: value }).slice(2, -2),
    ];
    return splice(text, startOf(map), map.range![1], `{ ${inside.join(', ')} }`);
  }
  const indent = columnOf(text, startOf(last.key));
  const before = map.items.at(-2);
  const isAiry = before !== undefined && text.slice(endOfPair(before), startOf(last.key)).includes('\n\n');
  const end = lineEnd(text, endOfPair(last));
  const newline = text[end - 1] === '\n' ? '' : '\n';
  return splice(
    text,
    end,
    end,
    `${newline}${isAiry ? '\n' : ''}${' '.repeat(indent)}${inlineYaml(key)}:${writeYaml(value, indent)}\n`,
  );
}

/** Removes a pair between braces, with the comma on one side of it. */
function withoutFlowPair(text: string, map: YAMLMap, index: number): string {
  const [pair, before, after] = [map.items[index]!, map.items[index - 1], map.items[index + 1]];
  if (after !== undefined) return splice(text, startOf(pair.key), startOf(after.key), '');
  return splice(text, endOfPair(before!), endOfPair(pair), '');
}

function withoutLines(text: string, pair: Pair): string | undefined {
  let from = lineStart(text, startOf(pair.key));
  const indentation = text.slice(from, startOf(pair.key));
  // The first key of a list's item shares its line with the hyphen.
  if (indentation.trim() !== '') return undefined;
  for (;;) {
    const above = lineStart(text, from - 1);
    if (from === 0 || !text.slice(above, from).startsWith(`${indentation}#`)) break;
    from = above;
  }
  return splice(text, from, lineEnd(text, endOfPair(pair)), '');
}

const lineStart = (text: string, offset: number) => (offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1);

/** Behind the newline of the line in which a part ends; a part that ends with its newline is whole already. */
function lineEnd(text: string, end: number): number {
  if (text[end - 1] === '\n') return end;
  const newline = text.indexOf('\n', end);
  return newline === -1 ? text.length : newline + 1;
}

const columnOf = (text: string, offset: number) => offset - lineStart(text, offset);
