import type { Block } from './block.ts';
import { studyAnswer } from './study-answer.ts';
import { studyCharts } from './study-charts.ts';
import { studyFleet } from './study-fleet.ts';
import { studyHints } from './study-hints.ts';
import { studyMoney } from './study-money.ts';
import type { StudyReport } from './study-report.ts';
import { studyWaits } from './study-waits.ts';
import { verdictBlocks } from './verdict-blocks.ts';

/** The whole report of `asset-sim run`, the answer first. */
export function studyBlocks(report: StudyReport): readonly Block[] {
  return [
    ...studyAnswer(report),
    ...verdictBlocks(report.verdicts),
    ...studyWaits(report.result),
    ...studyMoney(report.result),
    ...studyFleet(report.result),
    ...studyCharts(report.result),
    ...studyHints(report),
  ];
}
