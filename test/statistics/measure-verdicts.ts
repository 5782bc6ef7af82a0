/** How often intervals hold the truth, and how often the gate says that a plan is worse. */
import type { Regression } from '../../hub/gate/parse-regression.ts';
import type { Subject } from '../../hub/gate/parse-subject.ts';
import type { Count, Ratio } from '../../hub/units.ts';
import { judgeRegressions } from '../../sim/gate/judge-regression.ts';
import { valuesOf } from '../../sim/gate/values-of.ts';
import { meanInterval } from '../../sim/measure/interval.ts';
import { meanOfSample } from '../../sim/measure/sample-statistics.ts';
import type { ReplicationValues } from '../../sim/study/replication-values.ts';
import { type Study, valuesIn } from './studies.ts';

/** Of every interval of a report. */
const CONFIDENCE = 0.95;

/** All values of a subject; every replication must have observed it. */
function numbersOf(subject: Subject, values: ReplicationValues): readonly number[] {
  return valuesOf(subject, values).map(value => {
    if (value === null) throw new Error(`a replication did not observe ${subject.metric}`);
    return value;
  });
}

/**
 * The share of studies whose 95 % interval holds the mean of all that was played. That stands for the true mean: a
 * thousand times as many replications as in a study err a thirtieth as much, which moves the coverage by less than 0.1 %.
 */
export function coverageRatio(subject: Subject, values: ReplicationValues, studies: readonly Study[]): Ratio {
  const all = numbersOf(subject, values);
  const truth = meanOfSample(all);
  const isCovered = (study: Study) => {
    const { low, high } = meanInterval(
      study.map(place => all[place]!),
      CONFIDENCE,
    );
    return low! <= truth && truth <= high!;
  };
  return studies.filter(isCovered).length / studies.length;
}

/** One study on each side of the gate. */
export type Match = { readonly candidate: Study; readonly baseline: Study };

/** In how many matches the gate says that one of these is broken. */
export function brokenCount(
  regressions: readonly Regression[],
  { candidate, baseline }: { readonly candidate: ReplicationValues; readonly baseline: ReplicationValues },
  matches: readonly Match[],
): Count {
  const subjects = regressions.map(({ subject }) => subject);
  return matches.filter(match => {
    const [head, base] = [valuesIn(match.candidate, candidate, subjects), valuesIn(match.baseline, baseline, subjects)];
    return judgeRegressions(regressions, head, base).some(({ outcome }) => outcome === 'broken');
  }).length;
}

/** By how much of itself the mean cost per character differs between two plans. */
export function costChangeRatio(candidate: ReplicationValues, baseline: ReplicationValues): number {
  const subject = { metric: 'cost_usd_per_character', statistic: 'mean', labels: {} } as const;
  return meanOfSample(numbersOf(subject, candidate)) / meanOfSample(numbersOf(subject, baseline)) - 1;
}

/** The cost per character of the first replications alone. */
export function firstOf({ cost_usd_per_character: cost }: ReplicationValues, count: Count): ReplicationValues {
  return { cost_usd_per_character: { mean: cost!.mean!.slice(0, count) } };
}
