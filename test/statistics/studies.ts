/** Many studies out of many replications: by cutting them into pieces, or by drawing from them. */
import type { Subject } from '../../hub/gate/parse-subject.ts';
import type { Count } from '../../hub/units.ts';
import type { Substream } from '../../sim/engine/substream.ts';
import type { ReplicationValues } from '../../sim/study/replication-values.ts';

/** The places of its replications in what was played. */
export type Study = readonly number[];

/**
 * Studies that share no replication, so that they are as independent as replications are.
 *
 * @example cutStudies(2, 3)   // [[0, 1, 2], [3, 4, 5]]
 */
export const cutStudies = (studyCount: Count, size: Count): readonly Study[] =>
  Array.from({ length: studyCount }, (_, study) => Array.from({ length: size }, (_, place) => study * size + place));

/**
 * Studies that draw their replications, with replacement, from `playedCount`: what was played is then the population, and
 * its mean the true one. For plans too slow to play thousands of studies of.
 */
export const drawStudies = (
  { playedCount, studyCount, size }: { readonly playedCount: Count; readonly studyCount: Count; readonly size: Count },
  stream: Substream,
): readonly Study[] =>
  Array.from({ length: studyCount }, () =>
    Array.from({ length: size }, () => Math.floor(stream.uniform() * playedCount)),
  );

/** What a study would have kept, of all metrics that are asked about. */
export function valuesIn(study: Study, values: ReplicationValues, subjects: readonly Subject[]): ReplicationValues {
  return Object.fromEntries(
    subjects.map(({ metric, statistic, labels }) => {
      const [label] = Object.entries(labels).map(([name, value]) => `{${name}=${value}}`);
      const key = `${metric}${label ?? ''}`;
      return [key, { [statistic]: study.map(place => values[key]![statistic]![place]!) }];
    }),
  );
}
