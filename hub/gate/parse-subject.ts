/**
 * What a threshold or a regression is about: a statistic of a metric, maybe narrowed by a label, as
 * `p95(queue_wait_seconds{queue=generation})`.
 */
import { didYouMean } from '../yaml/did-you-mean.ts';
import { LABEL_VALUES, METRIC_NAMES, METRICS, type MetricName } from './metric-names.ts';

export const STATISTICS = ['mean', 'p50', 'p90', 'p95', 'p99', 'max'] as const;
export type Statistic = (typeof STATISTICS)[number];

/** What a metric that is one number per run can be asked for: its mean over replications, and its largest. */
export const NUMBER_STATISTICS = ['mean', 'max'] as const satisfies readonly Statistic[];

export type Subject = {
  readonly statistic: Statistic;
  readonly metric: MetricName;
  readonly labels: Readonly<Record<string, string>>;
};

/** `column` counts from 1 within the text. */
export type GateProblem = {
  readonly kind: 'problem';
  readonly column: number;
  readonly message: string;
  readonly hint: string;
};

export const EXAMPLE = 'write it as p95(queue_wait_seconds{queue=generation})<120 or cost_usd_per_character<0.012';
const CALL = /^\s*(?<statistic>[a-z0-9]+)\s*\((?<inner>.*)\)\s*$/ds;
const SELECTION = /^\s*(?<metric>[a-z0-9_]+)\s*(?:\{(?<labels>[^{}]*)\})?\s*$/d;
const LABEL = /^\s*(?<name>[a-z_]+)\s*=\s*(?<value>[a-z0-9-]+)\s*$/d;

/**
 * Reads one subject. No statistic means the mean; for counts and costs of a run that is the mean over replications.
 *
 * @example parseSubject('p95(turnaround_seconds)')
 *   // { kind: 'subject', subject: { statistic: 'p95', metric: 'turnaround_seconds', labels: {} } }
 */
export function parseSubject(text: string): { readonly kind: 'subject'; readonly subject: Subject } | GateProblem {
  // 1. Take the statistic off, if there is one.
  const call = CALL.exec(text);
  const statistic = call?.groups?.statistic ?? 'mean';
  if (!isOneOf(STATISTICS, statistic)) {
    return problem(columnOf(call!, 'statistic'), `${statistic} is not a statistic`, didYouMean(statistic, STATISTICS));
  }
  // 2. Metric and labels.
  const inner = call?.groups?.inner ?? text;
  const innerStart = call === null ? 1 : columnOf(call, 'inner');
  const selection = SELECTION.exec(inner);
  if (selection === null)
    return problem(innerStart, `is not a metric with labels in braces (saw '${inner.trim()}')`, EXAMPLE);
  const metric = selection.groups!.metric!;
  const metricColumn = innerStart + columnOf(selection, 'metric') - 1;
  if (!isOneOf(METRIC_NAMES, metric))
    return problem(metricColumn, `${metric} is not a metric`, didYouMean(metric, METRIC_NAMES));
  // 3. A number per run has no quantiles.
  if (!METRICS[metric].isDistribution && !isOneOf(NUMBER_STATISTICS, statistic)) {
    const hint = `${metric} is one number per run: ask for its mean or its max`;
    return problem(columnOf(call!, 'statistic'), `${metric} has no ${statistic}`, hint);
  }
  const labels = parseLabels(selection.groups!.labels, metric, innerStart + columnOf(selection, 'labels') - 1);
  if ('kind' in labels) return labels;
  return { kind: 'subject', subject: { statistic, metric, labels: labels.labels } };
}

/**
 * As a person would write it.
 *
 * @example subjectText({ statistic: 'mean', metric: 'cost_usd_per_character', labels: {} })   // 'cost_usd_per_character'
 */
export function subjectText({ statistic, metric, labels }: Subject): string {
  const narrowed = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  const selection = narrowed.length === 0 ? metric : `${metric}{${narrowed.join(',')}}`;
  return statistic === 'mean' ? selection : `${statistic}(${selection})`;
}

/** What is wrong with a subject in a plan with these queues; undefined when nothing is. */
export function subjectProblem(
  { labels: { queue } }: Pick<Subject, 'labels'>,
  queues: readonly string[],
): Pick<GateProblem, 'message' | 'hint'> | undefined {
  if (queue === undefined || queues.includes(queue)) return undefined;
  return { message: `must name a queue of this plan (saw ${queue})`, hint: didYouMean(queue, queues) };
}

function parseLabels(
  text: string | undefined,
  metric: MetricName,
  column: number,
): GateProblem | { labels: Record<string, string> } {
  const labels: Record<string, string> = {};
  let at = column;
  for (const part of text === undefined ? [] : text.split(',')) {
    const found = LABEL.exec(part);
    if (found === null) return problem(at + leadingSpaces(part), `is not label=value (saw '${part.trim()}')`, EXAMPLE);
    const { name, value } = found.groups as Record<'name' | 'value', string>;
    const known = METRICS[metric].labels;
    const nameColumn = at + columnOf(found, 'name') - 1;
    if (!known.includes(name)) {
      const hint = known.length === 0 ? `${metric} has no labels: remove the braces` : didYouMean(name, known);
      return problem(nameColumn, `${name} is not a label of ${metric}`, hint);
    }
    if (Object.hasOwn(labels, name)) return problem(nameColumn, `${name} stands twice`, 'keep one');
    const values = LABEL_VALUES[name];
    if (values !== undefined && !values.includes(value)) {
      return problem(
        at + columnOf(found, 'value') - 1,
        `${value} is not a value of ${name}`,
        didYouMean(value, values),
      );
    }
    labels[name] = value;
    at += part.length + 1;
  }
  return { labels };
}

export const problem = (column: number, message: string, hint: string): GateProblem => ({
  kind: 'problem',
  column,
  message,
  hint,
});

/** Column, from 1, of a named group; 1 where the group took no part. */
export function columnOf(match: RegExpExecArray, group: string): number {
  return (match.indices?.groups?.[group]?.[0] ?? 0) + 1;
}

export const leadingSpaces = (text: string) => text.length - text.trimStart().length;

function isOneOf<Known extends string>(known: readonly Known[], word: string): word is Known {
  return (known as readonly string[]).includes(word);
}
