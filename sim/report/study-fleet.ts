/** What the fleets did: sizes, use, losses, cold starts. */
import type { StudyResult } from '../study/study-result.ts';
import type { Block } from './block.ts';
import { formatCount, formatRatio, formatSeconds } from './format-quantity.ts';
import { labeledMetrics } from './labeled-metrics.ts';

export function studyFleet(result: StudyResult): readonly Block[] {
  const lines = [peakLine(result), useLine(result), coldStartLine(result), settlingLine(result), warmupLine(result)];
  return [
    { kind: 'heading', text: 'What the fleets did' },
    { kind: 'lines', lines: lines.filter(line => line !== '') },
  ];
}

function peakLine({ scalars }: StudyResult): string {
  const byMarket = labeledMetrics(scalars, 'instances_peak', 'market').map(
    ({ value, summary }) => `${formatCount(summary.mean)} ${value}`,
  );
  const peak = scalars.instances_peak;
  if (peak == null) return byMarket.length === 0 ? '' : `at most ${byMarket.join(' and ')} instances`;
  return `at most ${formatCount(peak.mean)} instances at one time${byMarket.length === 0 ? '' : ` (peaks: ${byMarket.join(', ')})`}`;
}

function useLine({ scalars }: StudyResult): string {
  const utilization = scalars.utilization_ratio?.mean;
  const interruptions = scalars.interruptions?.mean ?? 0;
  const redone = scalars.redone_seconds?.mean ?? 0;
  const busy = utilization === undefined ? '' : `paid instances were busy ${formatRatio(utilization)} of their time; `;
  return `${busy}${formatCount(interruptions)} Spot interruptions, ${formatSeconds(redone)} of work done again`;
}

function coldStartLine({ scalars, samples }: StudyResult): string {
  const ratio = scalars.cold_start_ratio?.mean;
  if (ratio === undefined) return '';
  const wait = samples.cold_start_wait_seconds;
  // The metric's mean is over all jobs; most have no cold start.
  const length = wait == null || ratio === 0 ? '' : `, ${formatSeconds(wait.mean / ratio)} each on average`;
  return `${formatRatio(ratio)} of the jobs waited for an instance to start${length}`;
}

function settlingLine({ unsettledCount, replications, horizonSecondsMax }: StudyResult): string {
  const length = formatSeconds(horizonSecondsMax);
  if (unsettledCount === 0) return `everything was back at rest after ${length} at the latest`;
  return `${unsettledCount} of ${replications} replications ended with work left or fleets not at rest, after ${length}`;
}

function warmupLine({ warmupDeletedCountMean, unsteadyCount, replications }: StudyResult): string {
  if (unsteadyCount > 0) {
    return `${unsteadyCount} of ${replications} replications never reached a steady state: nothing was left out of theirs`;
  }
  if (warmupDeletedCountMean === 0) return '';
  return `${formatCount(warmupDeletedCountMean)} jobs at the start were left out of the times (warm-up)`;
}
