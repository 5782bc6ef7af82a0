/**
 * YAML to a located value, or every mistake in its syntax. Only plain data comes through: no tags, no dates, no keys but
 * text. Anchors, aliases and `<<` work and are bounded, so that a small file cannot unfold into a large one.
 */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import { isMapping, type Located, locatedMapping, type Place } from './located.ts';
import type { Problem } from './problem.ts';

export type ParsedYaml =
  | { readonly kind: 'parsed'; readonly located: Located }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** Aliases followed in one file. A stack file uses a handful; ten nested levels of ten would already be 10^10. */
const ALIAS_COUNT_MAX = 200;

/** What the parser says in its own terms, said in ours. */
const SYNTAX_MESSAGES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key stands twice in one mapping',
  MULTIPLE_DOCS: 'only one document is read, and here a second one starts',
  TAB_AS_INDENT: 'a tab indents this line; YAML wants spaces',
};

/** What reading a tree of nodes carries along. */
type Reading = {
  readonly document: Document.Parsed<ParsedNode>;
  readonly placeOf: (node: unknown, otherwise: Place) => Place;
  readonly problems: Problem[];
  aliasCount: number;
};

/**
 * @returns the value with its places, or all problems; an empty file is the value null at 1:1.
 * @example parseLocated('a: 1\na: 2\n', 'x.yaml')
 *   // { kind: 'problems', problems: [{ file: 'x.yaml', line: 2, column: 1, path: '', message: 'is not valid YAML: ...' }] }
 */
export function parseLocated(text: string, file: string): ParsedYaml {
  const lines = new LineCounter();
  const document = parseDocument<ParsedNode>(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: Problem[] = [...document.errors, ...document.warnings].map(error => ({
    ...placeAt(error.pos[0]),
    path: '',
    message: `is not valid YAML: ${SYNTAX_MESSAGES[error.code] ?? error.message}`,
  }));
  if (problems.length > 0) return { kind: 'problems', problems };

  const placeOf = (node: unknown, otherwise: Place) => {
    const range = (node as ParsedNode | null)?.range;
    return range === null || range === undefined ? otherwise : placeAt(range[0]);
  };
  const reading: Reading = { document, placeOf, problems: [], aliasCount: 0 };
  const start: Place = { file, line: 1, column: 1 };
  const located = readNode(document.contents, placeOf(document.contents, start), reading);
  return reading.problems.length > 0 ? { kind: 'problems', problems: reading.problems } : { kind: 'parsed', located };
}

function readNode(node: unknown, keyPlace: Place, reading: Reading): Located {
  const place = reading.placeOf(node, keyPlace);
  if (isAlias(node)) {
    reading.aliasCount += 1;
    const target = reading.aliasCount > ALIAS_COUNT_MAX ? undefined : node.resolve(reading.document);
    if (target !== undefined) return { ...readNode(target, keyPlace, reading), keyPlace };
    const tooMany = `follows more than ${ALIAS_COUNT_MAX} aliases in one file`;
    // Said once: a file that unfolds without end would say it without end.
    if (reading.aliasCount <= ALIAS_COUNT_MAX)
      complain(place, `refers to *${node.source}, which no anchor names`, reading);
    else if (reading.aliasCount === ALIAS_COUNT_MAX + 1) complain(place, tooMany, reading);
  }
  if (isMap(node)) return readMapping(node, place, keyPlace, reading);
  if (isSeq(node)) {
    const items = node.items.map(item => readNode(item, reading.placeOf(item, place), reading));
    const children = new Map(items.map((item, index) => [String(index), item]));
    return { value: items.map(item => item.value), place, keyPlace, children };
  }
  return { value: isScalar(node) ? node.value : null, place, keyPlace, children: undefined };
}

function readMapping(map: YAMLMap, place: Place, keyPlace: Place, reading: Reading): Located {
  const own = new Map<string, Located>();
  const merged = new Map<string, Located>();
  for (const { key, value } of map.items) {
    const at = reading.placeOf(key, place);
    const name = isScalar(key) ? String(key.value) : undefined;
    if (name === undefined) complain(at, 'has a key that is not plain text', reading);
    else if (name === '<<')
      for (const [inherited, part] of inheritedFrom(value, at, reading)) merged.set(inherited, part);
    else own.set(name, readNode(value, at, reading));
  }
  return { ...locatedMapping(place, new Map([...merged, ...own])), keyPlace };
}

/** What `<<` brings in: the entries of a mapping, or of several, the first of which wins. */
function inheritedFrom(node: unknown, at: Place, reading: Reading): ReadonlyMap<string, Located> {
  const source = readNode(node, at, reading);
  const sources = Array.isArray(source.value) ? [...source.children!.values()] : [source];
  const entries = new Map<string, Located>();
  for (const part of sources.toReversed()) {
    if (isMapping(part)) for (const [key, child] of part.children) entries.set(key, child);
    else complain(at, 'merges (<<) something that is not a mapping', reading);
  }
  return entries;
}

function complain(place: Place, message: string, reading: Reading): void {
  reading.problems.push({ ...place, path: '', message });
}
