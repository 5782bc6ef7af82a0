/** How long people wait: in each queue, and in each part of the world. */

import type { CombinedSummary } from '../measure/summary.ts';
import type { StudyResult } from '../study/study-result.ts';
import { type Block, left, right } from './block.ts';
import { formatSeconds } from './format-quantity.ts';
import { labeledMetrics } from './labeled-metrics.ts';

/** Medians closer than this differ by chance: a region of a small crowd has a handful of jobs. */
const ALIKE_RATIO_MAX = 1.25;
const STATISTICS = ['mean', 'p50', 'p95', 'p99', 'max'] as const;

export function studyWaits(result: StudyResult): readonly Block[] {
  const waits = labeledMetrics(result.samples, 'queue_wait_seconds', 'queue');
  const turnaround = result.samples.turnaround_seconds;
  const rows = [
    ...waits.map(({ value, summary }) => rowOf(`wait in ${value}`, summary)),
    ...(turnaround == null ? [] : [rowOf('submit to finished', turnaround)]),
    ...regionRows(result),
  ];
  if (rows.length === 0) return [];
  return [
    { kind: 'heading', text: 'How long it takes' },
    { kind: 'table', columns: [left(''), ...STATISTICS.map(right)], rows },
  ];
}

/** All regions; or one row for the world, where the network makes so little difference that a row each would say nothing. */
function regionRows(result: StudyResult): readonly (readonly string[])[] {
  const regions = labeledMetrics(result.samples, 'time_to_result_seconds', 'region');
  const bySpeed = regions.toSorted((a, b) => a.summary.p50 - b.summary.p50);
  const [fastest, slowest, world] = [bySpeed[0], bySpeed.at(-1), result.samples.time_to_result_seconds];
  if (fastest === undefined || slowest === undefined) return [];
  const isAlike = regions.length > 2 && slowest.summary.p50 < fastest.summary.p50 * ALIKE_RATIO_MAX;
  if (!isAlike || world == null)
    return regions.map(({ value, summary }) => rowOf(`click to download in ${value}`, summary));
  return [rowOf(`click to download, ${regions.length} regions alike`, world)];
}

function rowOf(name: string, summary: CombinedSummary): readonly string[] {
  return [name, ...STATISTICS.map(statistic => formatSeconds(summary[statistic]))];
}
