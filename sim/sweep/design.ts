/**
 * The points of a sweep. It protects one invariant: a point is fixed by the design and its number alone, so that shards on
 * different machines make different parts of one sweep without a word to each other.
 */
import type { Count } from '../../hub/units.ts';
import { latinSample } from '../engine/latin-sample.ts';
import { POINT_COUNT_MAX, problem, tooMany, type Variation, type VariationProblem } from './variation.ts';

export type Design = {
  readonly kind: 'design';
  readonly paths: readonly string[];
  readonly pointCount: Count;
  /** One value for each path. @param index 0..pointCount-1 */
  readonly pointAt: (index: number) => readonly unknown[];
};

/**
 * Every combination of the values, the last path changing fastest.
 *
 * @returns a problem for a range without steps, and for too many points, none of which is made
 */
export function cartesianDesign(variations: readonly Variation[]): Design | VariationProblem {
  const ranged = variations.find(({ span }) => span.kind === 'range');
  if (ranged !== undefined) {
    return problem(`${ranged.path} has a range without steps`, 'add a count, as from:to:count, or draw with --samples');
  }
  const lists = variations.map(({ span }) => (span.kind === 'values' ? span.values : []));
  const pointCount = lists.reduce((product, { length }) => product * length, 1);
  if (pointCount > POINT_COUNT_MAX)
    return problem(tooMany(pointCount), 'vary less, or draw a sample of it with --samples');
  const pointAt = (index: number) => {
    const point: unknown[] = [];
    let rest = index;
    for (const list of lists.toReversed()) {
      point.unshift(list[rest % list.length]);
      rest = Math.floor(rest / list.length);
    }
    return point;
  };
  return { kind: 'design', paths: variations.map(({ path }) => path), pointCount, pointAt };
}

/**
 * A Latin hypercube: each range is cut into as many equal parts as there are samples, and each part is taken once, in its
 * middle; values of a list are taken equally often.
 *
 * @param isWhole whether a setting takes whole numbers only; a range is then rounded
 */
export function sampledDesign(
  variations: readonly Variation[],
  { sampleCount, seed }: { readonly sampleCount: Count; readonly seed: number },
  isWhole: (path: string) => boolean,
): Design | VariationProblem {
  if (sampleCount > POINT_COUNT_MAX) return problem(tooMany(sampleCount), 'draw fewer samples');
  const sizes = variations.map(({ span }) => (span.kind === 'values' ? span.values.length : sampleCount));
  const places = latinSample(sizes, sampleCount, seed);
  const settingAt = ({ path, span }: Variation, place: number) => {
    if (span.kind === 'values') return span.values[place];
    const value = span.low + ((place + 0.5) / sampleCount) * (span.high - span.low);
    return isWhole(path) ? Math.round(value) : Number(value.toPrecision(12));
  };
  return {
    kind: 'design',
    paths: variations.map(({ path }) => path),
    pointCount: sampleCount,
    pointAt: index => variations.map((variation, column) => settingAt(variation, places[index]![column]!)),
  };
}
