/** Thresholds, regressions and values as a test writes them: text, and one list of numbers per replication. */
import { parseRegression, type Regression } from '../../hub/gate/parse-regression.ts';
import { parseThreshold, type Threshold } from '../../hub/gate/parse-threshold.ts';
import type { ReplicationValues, Values } from '../study/replication-values.ts';

export function thresholdOf(text: string): Threshold {
  const parsed = parseThreshold(text);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return parsed.threshold;
}

export function regressionsOf(text: string): readonly Regression[] {
  const parsed = parseRegression(text);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return parsed.regressions;
}

/** Scalars only: by full metric name, one number per replication. */
export function scalarValues(lists: Readonly<Record<string, Values>>): ReplicationValues {
  return Object.fromEntries(Object.entries(lists).map(([key, mean]) => [key, { mean }]));
}
