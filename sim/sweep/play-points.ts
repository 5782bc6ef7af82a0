import type { Subject } from '../../hub/gate/parse-subject.ts';
import type { SimulationInput } from '../model/simulation-input.ts';
import type { PlayOptions } from '../study/play.ts';
import { playMany } from '../study/play-many.ts';
import { changeInput, type SweepBase } from './change-input.ts';
import type { Design } from './design.ts';
import { estimatesOf } from './estimates-of.ts';
import type { SweepPoint } from './sweep-record.ts';

/**
 * Runs that are handed out together. Points are finished in parts, so that what was finished can be kept; at the end of
 * each part a thread waits for the others, half a run on average, which in forty is little.
 */
const RUN_COUNT_PER_PART = 40;

export type PointsToPlay = {
  readonly base: SweepBase;
  readonly design: Design;
  /** Indices of the points to play. */
  readonly indices: readonly number[];
  readonly subjects: readonly Subject[];
};

/**
 * Plays points on common random numbers, as many replications each as the base's scenario says at most, and hands each over
 * as soon as its part is played.
 *
 * @throws HubError INTERRUPTED after an abort; what was handed over stays
 */
export async function playPoints(
  { base, design, indices, subjects }: PointsToPlay,
  options: Omit<PlayOptions, 'onProgress'>,
  onPoint: (point: SweepPoint) => void,
): Promise<void> {
  const replications = base.input.scenario.replications.max;
  const partLength = Math.max(1, Math.floor(RUN_COUNT_PER_PART / replications));
  for (let start = 0; start < indices.length; start += partLength) {
    // 1. Inputs; a point that is no valid plan is told and not played.
    const points = indices.slice(start, start + partLength).map(index => ({ index, values: design.pointAt(index) }));
    const inputs: SimulationInput[] = [];
    const places = points.map(({ values }) => {
      const changed = changeInput(
        base,
        design.paths.map((path, column) => ({ path, value: values[column] })),
      );
      if (changed.kind === 'input') return inputs.push(changed.input) - 1;
      return changed.problems.map(({ path, message }) => `${path} ${message}`).join('; ');
    });
    // 2. All their replications.
    const runs = inputs.flatMap((_, input) =>
      Array.from({ length: replications }, (_, replication) => ({ input, replication })),
    );
    const summaries = await playMany(inputs, runs, options);
    // 3. Point by point.
    for (const [offset, { index, values }] of points.entries()) {
      const place = places[offset]!;
      if (typeof place === 'string') onPoint({ index, values, estimates: null, refusal: place });
      else {
        const own = summaries.slice(place * replications, (place + 1) * replications);
        onPoint({ index, values, estimates: estimatesOf(own, subjects), refusal: null });
      }
    }
  }
}
