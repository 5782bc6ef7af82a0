/** The first lines of a report: which study this is, and what the person came for. */
import type { Block } from './block.ts';
import { formatCount, formatRatio, formatSeconds, formatUsd, formatUsdEstimate } from './format-quantity.ts';
import type { StudyReport } from './study-report.ts';

export function studyAnswer(report: StudyReport): readonly Block[] {
  return [
    { kind: 'aside', lines: [headerOf(report)] },
    { kind: 'answer', lines: [costAnswer(report), timeAnswer(report), completionAnswer(report)] },
  ];
}

function headerOf({ stack, region, scenario, result }: StudyReport): string {
  const about = scenario.description === null ? scenario.name : `${scenario.name} (${scenario.description})`;
  const runs = `${formatCount(result.replications)} replication${result.replications === 1 ? '' : 's'}`;
  return `${stack} stack in ${region}: ${about}, ${runs}, seed ${result.seed}`;
}

function costAnswer({ result }: StudyReport): string {
  const cost = result.scalars.cost_usd_per_character;
  if (cost == null) return 'no price per character: no character was finished';
  if (cost.ci95 === null) return `${formatUsd(cost.mean)} per character (one replication: no interval)`;
  const { mean, low, high } = formatUsdEstimate(cost.mean, cost.ci95);
  return `${mean} per character (95 % interval ${low} to ${high})`;
}

function timeAnswer({ result }: StudyReport): string {
  const turnaround = result.samples.turnaround_seconds;
  if (turnaround == null) return 'no waiting time: nobody got a character';
  return `half of the users have their character after ${formatSeconds(turnaround.p50)}, 95 % after ${formatSeconds(turnaround.p95)}, the last after ${formatSeconds(turnaround.max)}`;
}

function completionAnswer({ result }: StudyReport): string {
  const mean = (name: string) => result.scalars[name]?.mean ?? 0;
  const submitted = mean('jobs_submitted');
  const losses = [
    { count: mean('jobs_unfinished'), what: 'still in the system at the end of the run' },
    { count: mean('jobs_dead_lettered'), what: 'given up after too many attempts' },
    { count: mean('jobs_canceled'), what: 'canceled' },
    { count: mean('jobs_rejected'), what: 'turned away (429)' },
  ].filter(({ count }) => count > 0);
  if (submitted === 0) return 'no jobs arrived';
  if (losses.length === 0) return `all ${formatCount(submitted)} characters finished`;
  const told = losses.map(({ count, what }) => `${formatCount(count)} ${what}`).join(', ');
  return `${formatCount(mean('jobs_finished'))} of ${formatCount(submitted)} characters finished (${formatRatio(mean('jobs_finished') / submitted)}): ${told}`;
}
