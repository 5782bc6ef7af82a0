/** One or two lines on what to try next, from what stands out. */
import type { StudyResult } from '../study/study-result.ts';
import type { Block } from './block.ts';
import { formatRatio } from './format-quantity.ts';
import type { StudyReport } from './study-report.ts';

/** An interval wider than this leaves the second digit open. */
const PRECISION_RATIO_WANTED = 0.05;
/** A share of the bill below this is not worth a person's time. */
const SHARE_RATIO_NOTABLE = 0.15;

const REMEDIES: Readonly<Record<string, string>> = {
  idle: 'a faster scale-in, fewer minimum instances or a smaller maximum would cut it',
  boot: 'fewer, longer-lived instances or a shorter boot path would cut it',
  redo: 'checkpoints, capacityRebalance or less Spot would cut it',
  drain: 'a shorter drainSeconds would cut it',
  storage: 'smaller volumes or shorter retention would cut it',
  fixed: 'it weighs less the more jobs a month brings',
};

export function studyHints({ stack, result }: StudyReport): readonly Block[] {
  const lines = [
    precisionHint(result) ?? shareHint(result),
    `next: asset-sim cost --stack ${stack}, asset-sim config --stack ${stack}, or --json for everything`,
  ];
  return [{ kind: 'aside', lines: lines.filter(line => line !== undefined) }];
}

function precisionHint({ precisionRatio, replications }: StudyResult): string | undefined {
  if (replications === 1) return 'hint: one replication has no interval; --replications 10 gives one';
  if (precisionRatio === null || precisionRatio <= PRECISION_RATIO_WANTED) return undefined;
  return `hint: the interval is +-${formatRatio(precisionRatio)} wide; --replications ${replications * 4} would halve it`;
}

/** The largest share that somebody could do something about. */
function shareHint({ costShares }: StudyResult): string | undefined {
  const totalUsd = costShares.reduce((sum, { usd }) => sum + usd, 0);
  const largest = costShares
    .filter(({ category }) => REMEDIES[category] !== undefined)
    .reduce((most, share) => (share.usd > most.usd ? share : most), { category: '', usd: 0, usdPerCharacter: 0 });
  if (totalUsd === 0 || largest.usd / totalUsd < SHARE_RATIO_NOTABLE) return undefined;
  return `hint: ${formatRatio(largest.usd / totalUsd)} of the bill is ${largest.category}: ${REMEDIES[largest.category]}`;
}
