/** What a sweep varies: settings and their values, as a person writes them. */
import { parseLocated } from '../../hub/yaml/parse-located.ts';

export type Variation = {
  /** As `asset-sim config` prints it, or `scenario.` and a setting of the scenario. */
  readonly path: string;
  readonly span:
    | { readonly kind: 'values'; readonly values: readonly unknown[] }
    /** Every number between, ends included: for samples. */
    | { readonly kind: 'range'; readonly low: number; readonly high: number };
};

export type VariationProblem = { readonly kind: 'problem'; readonly message: string; readonly hint: string };

const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?`;
const STEPS = new RegExp(`^(${NUMBER}):(${NUMBER}):(\\d+)$`, 'i');
const RANGE = new RegExp(`^(${NUMBER}):(${NUMBER})$`, 'i');
const EXAMPLE = 'write PATH=a,b,c or PATH=from:to:count, as fleets.rigging.burst.maxCount=50:400:8';

/**
 * Reads `PATH=a,b,c` (values as YAML has them, so lists stand in brackets), `PATH=from:to:count` (equal steps, both ends
 * included) or `PATH=low:high` (a range).
 *
 * @example parseVariation('fleets.rigging.burst.maxCount=50:200:4')
 *   // { path: 'fleets.rigging.burst.maxCount', span: { kind: 'values', values: [50, 100, 150, 200] } }
 */
export function parseVariation(text: string): Variation | VariationProblem {
  const split = text.indexOf('=');
  const [path, span] = [text.slice(0, Math.max(0, split)).trim(), text.slice(split + 1).trim()];
  if (split < 1 || span === '') return problem(`is not PATH=VALUES (saw '${text}')`, EXAMPLE);
  const steps = STEPS.exec(span);
  const range = RANGE.exec(span);
  const [low, high] = [Number((steps ?? range)?.[1]), Number((steps ?? range)?.[2])];
  if (low > high) return problem(`must go from a lower to a higher number (saw ${low} to ${high})`, 'swap them');
  if ((steps ?? range) !== null && low === high)
    return problem(`varies nothing (saw ${low} to ${high})`, `write ${path}=${low}`);
  if (steps !== null) return steppedVariation(path, low, high, Number(steps[3]));
  if (range !== null) return { path, span: { kind: 'range', low, high } };
  const parsed = parseLocated(`[${span}]`, path);
  const values = parsed.kind === 'parsed' ? (parsed.located.value as readonly unknown[]) : [];
  if (values.length === 0) return problem(`is not a list of values (saw '${span}')`, EXAMPLE);
  const nameless = values.find(value => value === null || (typeof value === 'number' && !Number.isFinite(value)));
  if (nameless !== undefined) return problem(`has a value that is none (saw ${nameless})`, EXAMPLE);
  const texts = values.map(value => JSON.stringify(value));
  const twice = texts.find((each, index) => texts.indexOf(each) < index);
  if (twice !== undefined) return problem(`names a value twice (saw ${twice})`, 'keep one');
  return { path, span: { kind: 'values', values } };
}

function steppedVariation(path: string, low: number, high: number, count: number): Variation | VariationProblem {
  if (count < 2) return problem(`needs a count of at least 2 (saw ${count})`, `write ${path}=${low}:${high}:2`);
  if (count > POINT_COUNT_MAX) return problem(tooMany(count), 'vary less, or draw a sample of it with --samples');
  const values = Array.from({ length: count }, (_, index) =>
    // Twelve digits: 0.1 + 2 * 0.1 is 0.3.
    Number((low + ((high - low) * index) / (count - 1)).toPrecision(12)),
  );
  return { path, span: { kind: 'values', values } };
}

/** A sweep of more points is a mistake, or would take days; shards do not change that. */
export const POINT_COUNT_MAX = 100_000;

export const tooMany = (count: number) =>
  `would make ${count.toLocaleString('en-US')} points, and the most is ${POINT_COUNT_MAX.toLocaleString('en-US')}`;

export const problem = (message: string, hint: string): VariationProblem => ({ kind: 'problem', message, hint });
