import type { Count } from '../../hub/units.ts';
import type { Sweep, SweepPoint } from './sweep-record.ts';

/** The I-th of N parts of a sweep, counted from 1. */
export type Shard = { readonly number: Count; readonly count: Count };

/** Every N-th point, so that shards take about the same time even where one end of a range is slow. */
export function indicesOf({ number, count }: Shard, pointCount: Count): readonly number[] {
  return Array.from(
    { length: Math.max(0, Math.ceil((pointCount - number + 1) / count)) },
    (_, step) => number - 1 + step * count,
  );
}

export type Merged =
  | { readonly kind: 'sweep'; readonly sweep: Sweep }
  /** @property part index of the part that is wrong; undefined when it is the whole */
  | { readonly kind: 'problem'; readonly part: number | undefined; readonly message: string };

/**
 * Parts of one sweep as the whole, in any order.
 *
 * @returns a problem when a part is of another sweep, has a point that another has, or when points are missing
 */
export function mergeSweeps(parts: readonly Sweep[]): Merged {
  const header = parts[0]?.header;
  if (header === undefined) throw new Error('a merge needs a part');
  const points: (SweepPoint | undefined)[] = new Array(header.pointCount).fill(undefined);
  for (const [part, { header: own, points: theirs }] of parts.entries()) {
    if (own.inputsSha256 !== header.inputsSha256) {
      const message = `is of another sweep: inputs_sha256 ${own.inputsSha256.slice(0, 12)}..., not ${header.inputsSha256.slice(0, 12)}...`;
      return { kind: 'problem', part, message };
    }
    for (const point of theirs) {
      if (points[point.index] !== undefined)
        return { kind: 'problem', part, message: `has point ${point.index}, as another file has` };
      points[point.index] = point;
    }
  }
  const whole = points.filter(point => point !== undefined);
  if (whole.length === header.pointCount) return { kind: 'sweep', sweep: { header, points: whole } };
  const first = points.indexOf(undefined);
  const missingCount = header.pointCount - whole.length;
  const message = `${missingCount} of ${header.pointCount} points are missing, the first is point ${first}`;
  return { kind: 'problem', part: undefined, message };
}
