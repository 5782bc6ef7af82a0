import { METRICS } from '../../hub/gate/metric-names.ts';
import type { Subject } from '../../hub/gate/parse-subject.ts';
import { valuesOf } from '../gate/values-of.ts';
import type { ReplicationSummary } from '../study/replication-summary.ts';
import { replicationValues } from '../study/replication-values.ts';
import type { Observation } from './contest.ts';

export const COST: Subject = { statistic: 'mean', metric: 'cost_usd_per_character', labels: {} };
const TURNAROUND: Subject = { statistic: 'p95', metric: 'turnaround_seconds', labels: {} };

/** The wait that cost is set against: of the first rule about seconds, else the p95 of the turnaround. */
export function waitSubject(rules: readonly Subject[]): Subject {
  const rule = rules.find(({ metric }) => METRICS[metric].unit === 'seconds');
  return rule === undefined ? TURNAROUND : { statistic: rule.statistic, metric: rule.metric, labels: rule.labels };
}

/** What a replication says about the cost, the wait and each rule. */
export function observe(summary: ReplicationSummary, rules: readonly Subject[], wait: Subject): Observation {
  const values = replicationValues([summary]);
  const of = (subject: Subject) => valuesOf(subject, values)[0] ?? null;
  return { costUsd: of(COST), waitSeconds: of(wait), checks: rules.map(of) };
}
