/**
 * Regressions: how much worse than its baseline a plan may be, as `2%` or `p95(turnaround_seconds)=5%:30`. Given as
 * `--max-regression`.
 */
import type { Ratio } from '../units.ts';
import { METRICS, type Metric } from './metric-names.ts';
import {
  columnOf,
  type GateProblem,
  leadingSpaces,
  parseSubject,
  problem,
  EXAMPLE as SUBJECT_EXAMPLE,
  type Subject,
} from './parse-subject.ts';

export type Regression = {
  readonly subject: Subject;
  /** Of the baseline; 0.02 for 2 %. */
  readonly ratioMax: Ratio;
  /** In the metric's unit: a change below it is none, however large it is beside a small baseline. */
  readonly floor: number;
};

export type ParsedRegression =
  | { readonly kind: 'regressions'; readonly regressions: readonly Regression[] }
  | GateProblem;

/** What a bare percentage is about: the price, and how long the slowest twentieth waits for a character. */
const SUBJECTS: readonly Subject[] = [
  { statistic: 'mean', metric: 'cost_usd_per_character', labels: {} },
  { statistic: 'p95', metric: 'turnaround_seconds', labels: {} },
];

/** Changes that nobody would act on: a hundredth of a cent, a second, half a percent point, half a job. Own choice. */
const FLOORS: ReadonlyMap<Metric['unit'], number> = new Map([
  ['USD', 0.0001],
  ['seconds', 1],
  ['ratio', 0.005],
  ['count', 0.5],
]);

const EXAMPLE = "write it as 2% or 'p95(turnaround_seconds)=5%:30', where 30 is a floor in the metric's unit";
/** Any text has this shape: what stands before the last `=`, if there is one, and what after it. */
const SHAPE = /^(?:(?<subject>.*)=)?(?<allowance>[^=]*)$/ds;
const ALLOWANCE = /^\s*(?<percent>\d+(?:\.\d+)?)\s*%\s*(?::\s*(?<floor>\d+(?:\.\d+)?(?:e-?\d+)?))?\s*$/;

/**
 * @example parseRegression('2%')   // cost_usd_per_character and p95(turnaround_seconds), 2 % each, with the floor of their unit
 * @example parseRegression('turnaround_seconds=5')   // a problem at column 20: 'needs a percentage'
 */
export function parseRegression(text: string): ParsedRegression {
  const shape = SHAPE.exec(text)!;
  const { subject, allowance } = shape.groups as { subject?: string; allowance: string };
  const read = ALLOWANCE.exec(allowance)?.groups;
  if (read === undefined) {
    const column = columnOf(shape, 'allowance') + leadingSpaces(allowance);
    return problem(column, `needs a percentage (saw '${allowance.trim()}')`, EXAMPLE);
  }
  const subjects = subject === undefined ? SUBJECTS : readSubject(subject);
  if ('kind' in subjects) return subjects;
  const ratioMax = Number(read.percent) / 100;
  return {
    kind: 'regressions',
    regressions: subjects.map(each => ({
      subject: each,
      ratioMax,
      floor: read.floor === undefined ? FLOORS.get(METRICS[each.metric].unit)! : Number(read.floor),
    })),
  };
}

function readSubject(text: string): readonly Subject[] | GateProblem {
  const parsed = parseSubject(text);
  if (parsed.kind === 'problem') return parsed.hint === SUBJECT_EXAMPLE ? { ...parsed, hint: EXAMPLE } : parsed;
  const { metric, statistic } = parsed.subject;
  if (METRICS[metric].worse === null)
    return problem(1, `${metric} is neither better nor worse when it changes`, 'give it a --threshold instead');
  if (statistic === 'max') return problem(1, 'max has no interval, so its change cannot be judged', 'use mean or p99');
  return [parsed.subject];
}
