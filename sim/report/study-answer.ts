/** The first lines of a report: which study this is, and what the person came for. */
import type { MetricName } from '../../hub/gate/metric-names.ts';
import type { Block } from './block.ts';
import { formatCount, formatRatio, formatSeconds, formatUsd, formatUsdEstimate } from './format-quantity.ts';
import type { StudyReport } from './study-report.ts';

const LOSSES: readonly { readonly metric: MetricName; readonly what: string }[] = [
  { metric: 'jobs_unfinished', what: 'unfinished at the end' },
  { metric: 'jobs_dead_lettered', what: 'dead-lettered' },
  { metric: 'jobs_canceled', what: 'canceled' },
  { metric: 'jobs_rejected', what: 'turned away (429)' },
];

export function studyAnswer(report: StudyReport): readonly Block[] {
  return [
    { kind: 'aside', lines: [studyHeader(report)] },
    { kind: 'answer', lines: [costAnswer(report), timeAnswer(report), completionAnswer(report)] },
  ];
}

/** Which study this is, in one line. */
export function studyHeader({ stack, region, scenario, result }: StudyReport): string {
  const about = scenario.description === null ? scenario.name : `${scenario.name} (${scenario.description})`;
  const runs = `${formatCount(result.replications)} replication${result.replications === 1 ? '' : 's'}`;
  return `${stack} stack in ${region}: ${about}, ${runs}, seed ${result.seed}`;
}

function costAnswer({ result }: StudyReport): string {
  const cost = result.scalars.cost_usd_per_character;
  if (cost == null) return 'no price per character: no character was finished';
  if (cost.ci95 === null) return `${formatUsd(cost.mean)} per character (one replication: no interval)`;
  if (cost.ci95[0] <= 0) return `${formatUsd(cost.mean)} per character (too few replications for an interval)`;
  const { mean, low, high } = formatUsdEstimate(cost.mean, cost.ci95);
  return `${mean} per character (95 % interval ${low} to ${high})`;
}

/** Where some get nothing, the times are those of the others, and say so: what is cut off is what took longest. */
function timeAnswer({ result }: StudyReport): string {
  const turnaround = result.samples.turnaround_seconds;
  if (turnaround == null) return 'no waiting time: nobody got a character, or only in the warm-up period';
  const lost = LOSSES.reduce((sum, { metric }) => sum + (result.scalars[metric]?.mean ?? 0), 0);
  const who = lost === 0 ? 'half of the users' : 'of those who got one, half';
  return `${who} have their character within ${formatSeconds(turnaround.p50)}, 95 % within ${formatSeconds(turnaround.p95)}`;
}

/** Everybody who asked counts, whether let in or not. */
function completionAnswer({ result }: StudyReport): string {
  const mean = (name: MetricName) => result.scalars[name]?.mean ?? 0;
  const finished = mean('jobs_finished');
  const losses = LOSSES.map(({ metric, what }) => ({ count: mean(metric), what })).filter(({ count }) => count > 0);
  const asked = losses.reduce((sum, { count }) => sum + count, finished);
  if (asked === 0) return 'no jobs arrived';
  const average = Number.isInteger(asked) ? '' : ' (on average)';
  if (losses.length === 0) return `all ${formatCount(asked)} characters${average} finished`;
  const told = losses.map(({ count, what }) => `${formatCount(count)} ${what}`).join(', ');
  const share = formatRatio(finished / asked);
  return `${formatCount(finished)} of ${formatCount(asked)} characters${average} finished (${share}): ${told}`;
}
