/**
 * Thresholds: one line of text that says what a run must hold, as `p95(queue_wait_seconds{queue=generation})<120`.
 * Written in a stack file under `gate` or given as `--threshold`.
 */
import {
  columnOf,
  EXAMPLE,
  type GateProblem,
  leadingSpaces,
  parseSubject,
  problem,
  type Subject,
} from './parse-subject.ts';

export const OPERATORS = ['<', '<=', '>', '>='] as const;
export type Operator = (typeof OPERATORS)[number];

export type Threshold = Subject & {
  /** As it was written, without surrounding space. */
  readonly text: string;
  readonly operator: Operator;
  /** In the metric's unit. */
  readonly limit: number;
};

export type ParsedThreshold = { readonly kind: 'threshold'; readonly threshold: Threshold } | GateProblem;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const SHAPE = /^(?<subject>[^<>=]*(?:\{[^}]*\}[^<>=]*)?)(?<operator><=|>=|<|>)(?<limit>.*)$/d;

/**
 * Reads one threshold.
 *
 * @example parseThreshold('p95(queue_wait_seconds{queue=generation})<120')
 *   // { kind: 'threshold', threshold: { statistic: 'p95', metric: 'queue_wait_seconds', limit: 120, ... } }
 * @example parseThreshold('p95(queue_wait_secs)<120')
 *   // { kind: 'problem', column: 5, message: 'queue_wait_secs is not a metric', hint: 'did you mean queue_wait_seconds?' }
 */
export function parseThreshold(text: string): ParsedThreshold {
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
  const parsed = parseSubject(subject);
  if (parsed.kind === 'problem') return parsed;
  const threshold = { text: text.trim(), ...parsed.subject, operator: operator as Operator, limit: Number(limit) };
  return { kind: 'threshold', threshold };
}
