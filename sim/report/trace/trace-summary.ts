import type { RunRecord } from '../../model/run-record.ts';
import type { TraceEvent } from '../../trace/trace-event.ts';
import { type Block, left, right } from '../block.ts';
import { formatCount, formatSeconds } from '../format-quantity.ts';
import { aboutJson, aboutLine, type TraceAbout } from './life-report.ts';

/** Counts an event of a trace under a name of its own; an attempt that was in vain or broken off once more. */
export function countEvent(counts: Record<string, number>, event: TraceEvent): void {
  const name = NAMES[event.kind];
  if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
  if (event.kind === 'attempt' && event.end !== 'done') counts.attempts_not_done = (counts.attempts_not_done ?? 0) + 1;
}

type Counts = Readonly<Record<string, number>>;

const NAMES: Partial<Record<TraceEvent['kind'], string>> = {
  submitted: 'jobs',
  rejected: 'jobs_rejected',
  attempt: 'attempts',
  instance: 'instances',
  stretch: 'stretches',
  decision: 'scaling_decisions',
  launchFailed: 'launch_failures',
  spot: 'spot_notices',
};

/**
 * How many slices the Perfetto file of a run will have, from its record: an exact count would take the trace itself.
 * Every attempt is a slice, with its stages, beside the wait before it; a session has about four stretches of its own. Too
 * high by a quarter for the prod stack, whose workers seldom idle between two jobs.
 */
export function expectedSliceCount({ jobs, counts, sessions }: RunRecord): number {
  return counts.attempts * 3 + jobs.count * jobs.activeStageCount + sessions.length * 4;
}

export function summaryBlocks(counts: Counts, record: RunRecord, about: TraceAbout): readonly Block[] {
  const rows = Object.entries(counts).map(([name, count]) => [name.replaceAll('_', ' '), formatCount(count)]);
  return [
    { kind: 'answer', lines: [`${formatSeconds(record.horizonSeconds)} of a hub, moment by moment`] },
    { kind: 'table', columns: [left('what'), right('count')], rows },
    { kind: 'aside', lines: [aboutLine(about)] },
  ];
}

export function summaryJson(counts: Counts, record: RunRecord, about: TraceAbout): object {
  return { ...aboutJson(about), horizon_seconds: record.horizonSeconds, counts };
}
