/** The dotted paths by which a person names a setting: the same that `asset-sim config` prints. */
import type { z } from 'zod';
import { POLICY_PRESETS } from '../scaling/presets.ts';
import { didYouMean } from '../yaml/did-you-mean.ts';
import type { Path } from '../yaml/located.ts';
import { childSchema, knownKeys } from '../yaml/schema-walk.ts';

export type SettingPath =
  | { readonly kind: 'path'; readonly path: Path }
  /** The end of a sentence whose subject is the path. */
  | { readonly kind: 'unknown'; readonly message: string; readonly hint: string };

/**
 * Reads a path against a value that is there, since names may hold dots themselves (`prices.spotUsdPerHour.g4dn.xlarge`). A
 * preset among policies counts as the policy it stands for. A new name is known where any name may stand, as a queue's.
 *
 * @param value of the shape of `schema`, with its defaults
 * @example readSettingPath('fleets.rigging.burst.policies[1].target', hubPlanSchema, input)
 *   // { kind: 'path', path: ['fleets', 'rigging', 'burst', 'policies', 1, 'target'] }
 */
export function readSettingPath(text: string, schema: z.ZodType, value: unknown): SettingPath {
  const path: PropertyKey[] = [];
  let rest = text;
  let at: { readonly schema: z.ZodType | undefined; readonly value: unknown } = { schema, value };
  while (rest !== '' || path.length === 0) {
    const whole = spelledOut(at.value, rest);
    const step = Array.isArray(whole) ? stepIntoList(rest, whole) : stepIntoMapping(rest, at.schema, whole);
    if (step.kind === 'unknown') return step;
    path.push(step.key);
    rest = step.rest;
    const name = String(step.key);
    at = {
      schema: at.schema && childSchema(at.schema, name, whole),
      value: (whole as Readonly<Record<string, unknown>> | null | undefined)?.[name],
    };
  }
  return { kind: 'path', path };
}

/** A policy in the place of a preset's name, unless the name itself is meant. */
export function spelledOut(value: unknown, nextKey: PropertyKey): unknown {
  const preset = typeof value === 'object' && value !== null && 'preset' in value ? String(value.preset) : undefined;
  return preset === undefined || nextKey === 'preset' ? value : (POLICY_PRESETS[preset]?.policy ?? value);
}

type Step =
  | { readonly kind: 'step'; readonly key: PropertyKey; readonly rest: string }
  | Extract<SettingPath, { kind: 'unknown' }>;

function stepIntoList(text: string, list: readonly unknown[]): Step {
  const [whole = '', digits] = /^\[(\d+)\](?=$|[.[])/.exec(text) ?? [];
  const index = Number(digits);
  if (digits !== undefined && index < list.length)
    return { kind: 'step', key: index, rest: withoutDot(text.slice(whole.length)) };
  const count = list.length === 1 ? 'one item' : `${list.length} items`;
  return {
    kind: 'unknown',
    message: `is no setting: '${text}' is no place in a list of ${count}`,
    hint:
      list.length === 0
        ? 'change the list as a whole'
        : `write [0]${list.length === 1 ? '' : ` to [${list.length - 1}]`}, or change the list as a whole`,
  };
}

function stepIntoMapping(text: string, schema: z.ZodType | undefined, value: unknown): Step {
  const own = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const known = [...new Set([...own, ...(schema === undefined ? [] : knownKeys(schema, [], value, value))])];
  const key = known
    .filter(name => text === name || text.startsWith(`${name}.`) || text.startsWith(`${name}[`))
    .toSorted((a, b) => b.length - a.length)[0];
  if (key !== undefined) return { kind: 'step', key, rest: withoutDot(text.slice(key.length)) };
  const word = /^[^.[]*/.exec(text)![0];
  const free = freeName(text, word, schema, value);
  if (free !== undefined) return { kind: 'step', key: free, rest: withoutDot(text.slice(free.length)) };
  const isScalar = known.length === 0;
  return {
    kind: 'unknown',
    message: isScalar
      ? `is no setting: there is nothing below it (saw '${text}')`
      : `is no setting: '${word}' is not known here`,
    hint: isScalar ? 'asset-sim config prints all paths' : didYouMean(word, known),
  };
}

/** A name of one's own, where the schema takes any: with its dots, if nothing can stand below it. */
function freeName(text: string, word: string, schema: z.ZodType | undefined, value: unknown): string | undefined {
  if (schema === undefined || word === '') return undefined;
  const below = childSchema(schema, '\u0000', value);
  if (below === undefined) return undefined;
  return knownKeys(below, [], {}, {}).length > 0 ? word : text;
}

const withoutDot = (text: string) => (text.startsWith('.') && text.length > 1 ? text.slice(1) : text);
