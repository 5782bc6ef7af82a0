/** What is said about one plan that was played on its own: with intervals, and against another plan. */
import type { Subject } from '../../hub/gate/parse-subject.ts';
import type { Threshold } from '../../hub/gate/parse-threshold.ts';
import { judgeThreshold, type Verdict } from '../gate/judge-threshold.ts';
import { valuesOf } from '../gate/values-of.ts';
import { type MeanInterval, meanInterval, pairedDifference } from '../measure/interval.ts';
import type { ReplicationSummary } from '../study/replication-summary.ts';
import { replicationValues } from '../study/replication-values.ts';
import { COST } from './observe.ts';

/** As every interval of a report. */
const CONFIDENCE = 0.95;

export type Figure = {
  /** Null when some replication observed nothing. */
  readonly value: MeanInterval | null;
  /** Against another plan, replication by replication; null when either observed nothing. */
  readonly change: MeanInterval | null;
};

export type Figures = { readonly cost: Figure; readonly wait: Figure; readonly verdicts: readonly Verdict[] };

/** @param before of another plan: summaries of the same replications */
export function figuresOf(
  own: readonly ReplicationSummary[],
  before: readonly ReplicationSummary[],
  rules: readonly Threshold[],
  wait: Subject,
): Figures {
  const [values, valuesBefore] = [replicationValues(own), replicationValues(before)];
  const figure = (subject: Subject): Figure => {
    const seen = complete(valuesOf(subject, values));
    const seenBefore = complete(valuesOf(subject, valuesBefore));
    return {
      value: seen === undefined ? null : meanInterval(seen, CONFIDENCE),
      change: seen === undefined || seenBefore === undefined ? null : pairedDifference(seen, seenBefore, CONFIDENCE),
    };
  };
  return { cost: figure(COST), wait: figure(wait), verdicts: rules.map(rule => judgeThreshold(rule, values)) };
}

function complete(values: readonly (number | null)[]): readonly number[] | undefined {
  const seen = values.filter(value => value !== null);
  return seen.length === values.length && seen.length > 0 ? seen : undefined;
}
