import type { EffectiveValue } from '../../hub/plan/effective-values.ts';
import type { Place } from '../../hub/yaml/located.ts';

/** A setting by its path, as JSON keeps it. */
export type Settings = Readonly<Record<string, unknown>>;

export type ChangedSetting = {
  readonly path: string;
  /** Undefined where the setting was not there. */
  readonly from: unknown;
  readonly to: unknown;
  /** Where the new value was written; undefined for a default, and for a setting that is gone. */
  readonly place: Place | undefined;
};

const PLACE = /^(?<file>.+):(?<line>\d+):(?<column>\d+)$/;

/**
 * What differs between two plans, value by value: new and changed ones in the order of the plan, then those that are gone.
 *
 * @example changedSettings({ 'fleets.a.burst.maxCount': 100 }, values)[0]   // { path: ..., from: 100, to: 150, place: ... }
 */
export function changedSettings(baseline: Settings, values: readonly EffectiveValue[]): readonly ChangedSetting[] {
  const paths = new Set(values.map(({ path }) => path));
  const changed = values
    .filter(({ path, value }) => !isSame(baseline[path], value))
    .map(({ path, value, source }) => ({ path, from: baseline[path], to: value, place: placeOf(source) }));
  const gone = Object.entries(baseline)
    .filter(([path, from]) => !paths.has(path) && !isSame(from, undefined))
    .map(([path, from]) => ({ path, from, to: undefined, place: undefined }));
  return [...changed, ...gone];
}

/** As JSON would keep them. */
const isSame = (left: unknown, right: unknown) => JSON.stringify(left ?? null) === JSON.stringify(right ?? null);

function placeOf(source: string): Place | undefined {
  const groups = PLACE.exec(source)?.groups;
  if (groups === undefined) return undefined;
  return { file: groups.file!, line: Number(groups.line), column: Number(groups.column) };
}
