/**
 * Thresholds: one line of text that says what a run must hold, as `p95(queue_wait_seconds{queue=generation})<120`.
 * Written in a stack file under `gate` or given as `--threshold`.
 */
import { didYouMean } from '../yaml/did-you-mean.ts';
import { LABEL_VALUES, METRIC_NAMES, METRICS, type MetricName } from './metric-names.ts';

export const STATISTICS = ['mean', 'p50', 'p90', 'p95', 'p99', 'max'] as const;
export type Statistic = (typeof STATISTICS)[number];

export const OPERATORS = ['<', '<=', '>', '>='] as const;
export type Operator = (typeof OPERATORS)[number];

export type Threshold = {
  /** As it was written, without surrounding space. */
  readonly text: string;
  readonly statistic: Statistic;
  readonly metric: MetricName;
  readonly labels: Readonly<Record<string, string>>;
  readonly operator: Operator;
  /** In the metric's unit. */
  readonly limit: number;
};

export type ParsedThreshold =
  | { readonly kind: 'threshold'; readonly threshold: Threshold }
  /** `column` counts from 1 within the text. */
  | { readonly kind: 'problem'; readonly column: number; readonly message: string; readonly hint: string };

const EXAMPLE = 'write it as p95(queue_wait_seconds{queue=generation})<120 or cost_usd_per_character<0.012';
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const SHAPE = /^(?<subject>[^<>=]*(?:\{[^}]*\}[^<>=]*)?)(?<operator><=|>=|<|>)(?<limit>.*)$/d;
const CALL = /^\s*(?<statistic>[a-z0-9]+)\s*\((?<inner>.*)\)\s*$/ds;
const SELECTION = /^\s*(?<metric>[a-z0-9_]+)\s*(?:\{(?<labels>[^{}]*)\})?\s*$/d;
const LABEL = /^\s*(?<name>[a-z_]+)\s*=\s*(?<value>[a-z0-9-]+)\s*$/d;

/**
 * Reads one threshold. No statistic means the mean; for counts and costs of a run that is the mean over replications.
 *
 * @example parseThreshold('p95(queue_wait_seconds{queue=generation})<120')
 *   // { kind: 'threshold', threshold: { statistic: 'p95', metric: 'queue_wait_seconds', limit: 120, ... } }
 * @example parseThreshold('p95(queue_wait_secs)<120')
 *   // { kind: 'problem', column: 5, message: 'queue_wait_secs is not a metric', hint: 'did you mean queue_wait_seconds?' }
 */
export function parseThreshold(text: string): ParsedThreshold {
  // 1. Split at the operator.
  const shape = SHAPE.exec(text);
  if (shape === null) return problem(1, 'needs one of < <= > >= and a number after it', EXAMPLE);
  const { subject, operator, limit } = shape.groups as Record<'subject' | 'operator' | 'limit', string>;
  if (!NUMBER.test(limit.trim())) {
    return problem(
      columnOf(shape, 'limit') + leadingSpaces(limit),
      `needs a number after ${operator} (saw '${limit.trim()}')`,
      EXAMPLE,
    );
  }
  // 2. Take the statistic off, if there is one.
  const call = CALL.exec(subject);
  const statistic = call?.groups?.statistic ?? 'mean';
  if (!isOneOf(STATISTICS, statistic)) {
    return problem(columnOf(call!, 'statistic'), `${statistic} is not a statistic`, didYouMean(statistic, STATISTICS));
  }
  // 3. Metric and labels.
  const inner = call?.groups?.inner ?? subject;
  const innerStart = call === null ? 1 : columnOf(call, 'inner');
  const selection = SELECTION.exec(inner);
  if (selection === null)
    return problem(innerStart, `is not a metric with labels in braces (saw '${inner.trim()}')`, EXAMPLE);
  const metric = selection.groups!.metric!;
  const metricColumn = innerStart + columnOf(selection, 'metric') - 1;
  if (!isOneOf(METRIC_NAMES, metric))
    return problem(metricColumn, `${metric} is not a metric`, didYouMean(metric, METRIC_NAMES));
  const labels = parseLabels(selection.groups!.labels, metric, innerStart + columnOf(selection, 'labels') - 1);
  if ('kind' in labels) return labels;
  return {
    kind: 'threshold',
    threshold: {
      text: text.trim(),
      statistic,
      metric,
      labels: labels.labels,
      operator: operator as Operator,
      limit: Number(limit),
    },
  };
}

type Failure = Extract<ParsedThreshold, { kind: 'problem' }>;

function parseLabels(
  text: string | undefined,
  metric: MetricName,
  column: number,
): Failure | { labels: Record<string, string> } {
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

const problem = (column: number, message: string, hint: string): Failure => ({
  kind: 'problem',
  column,
  message,
  hint,
});

/** Column, from 1, of a named group; 1 where the group took no part. */
function columnOf(match: RegExpExecArray, group: string): number {
  return (match.indices?.groups?.[group]?.[0] ?? 0) + 1;
}

const leadingSpaces = (text: string) => text.length - text.trimStart().length;

function isOneOf<Known extends string>(known: readonly Known[], word: string): word is Known {
  return (known as readonly string[]).includes(word);
}
