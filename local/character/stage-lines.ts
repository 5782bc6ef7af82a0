/** How a run of the pipeline reads on a terminal. */
import { STAGE_NAMES, type StageName } from '../../hub/plan/stage-names.ts';
import type { Ratio, Seconds } from '../../hub/units.ts';

const BAR_LENGTH = 24;
const NAME_LENGTH = Math.max(...STAGE_NAMES.map(name => name.length));

/** @example stageBar('matte', 0.5, 1.24)   // '2/7 matte          ████████████░░░░░░░░░░░░   50 %     1.2 s' */
export function stageBar(stage: StageName, ratio: Ratio, seconds: Seconds): string {
  const within = Math.min(1, Math.max(0, ratio));
  const fullLength = Math.floor(within * BAR_LENGTH);
  const bar = '█'.repeat(fullLength) + '░'.repeat(BAR_LENGTH - fullLength);
  return `${titleOf(stage)}  ${bar}  ${String(Math.floor(100 * within)).padStart(3)} %  ${secondsText(seconds)}`;
}

/** @example stageLine('matte', 1.24)   // '2/7 matte             1.2 s' */
export const stageLine = (stage: StageName, seconds: Seconds): string => `${titleOf(stage)}  ${secondsText(seconds)}`;

const titleOf = (stage: StageName): string =>
  `${STAGE_NAMES.indexOf(stage) + 1}/${STAGE_NAMES.length} ${stage.padEnd(NAME_LENGTH)}`;

const secondsText = (seconds: Seconds): string => `${seconds.toFixed(1).padStart(6)} s`;
