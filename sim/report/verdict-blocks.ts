/** What was asked to hold, and whether it does: the first thing a reader looks for. */
import type { Verdict } from '../gate/judge-threshold.ts';
import { type Block, left, right } from './block.ts';
import { formatEstimate, unitOf } from './format-metric.ts';
import { formatCount } from './format-quantity.ts';

/** In words, since colours do not reach everyone. */
export const OUTCOME_WORDS = { kept: 'ok', broken: 'BROKEN', inconclusive: 'unclear' } as const;

export function verdictBlocks(verdicts: readonly Verdict[]): readonly Block[] {
  if (verdicts.length === 0) return [];
  return [
    { kind: 'heading', text: 'Thresholds' },
    {
      kind: 'table',
      columns: [left(''), left('threshold'), right('measured (95 % interval)'), left('')],
      rows: verdicts.map(verdict => [
        OUTCOME_WORDS[verdict.outcome],
        verdict.threshold.text,
        measuredText(verdict),
        noteOf(verdict),
      ]),
    },
  ];
}

/** @example measuredText(verdict)   // '$0.01275 ($0.01273 to $0.01276)' */
export function measuredText({ threshold, value, interval }: Verdict): string {
  return value === null ? 'nothing observed' : formatEstimate(unitOf(threshold.metric), value, interval);
}

/** Why it is unclear, and what would settle it. */
export function noteOf({ outcome, value, replicationsNeeded }: Verdict): string {
  if (outcome !== 'inconclusive' || value === null) return '';
  if (replicationsNeeded !== null) return `about ${formatCount(replicationsNeeded)} replications would settle it`;
  return 'not all replications observed it, or its mean lies on the limit';
}
