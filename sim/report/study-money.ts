/** Where a character's money goes, and what it would cost otherwise. */
import type { MetricName } from '../../hub/gate/metric-names.ts';
import type { StudyResult } from '../study/study-result.ts';
import { type Block, left, right } from './block.ts';
import { CATEGORY_MEANINGS } from './category-meanings.ts';
import { formatRatio, formatShare, formatUsdColumn } from './format-quantity.ts';

const BAR_WIDTH = 24;

const COUNTERFACTUALS: readonly { readonly name: string; readonly metric: MetricName; readonly meaning: string }[] = [
  { name: 'as planned', metric: 'cost_usd_per_character', meaning: '' },
  { name: 'all Spot', metric: 'cost_usd_per_character_spot', meaning: 'the same seconds at Spot prices' },
  {
    name: 'all on-demand',
    metric: 'cost_usd_per_character_on_demand',
    meaning: 'the same seconds at on-demand prices',
  },
  { name: 'floor', metric: 'cost_usd_per_character_floor', meaning: 'service seconds x price: a perfect scheduler' },
];

export function studyMoney(result: StudyResult): readonly Block[] {
  if (result.costShares.length === 0) return [];
  return [...waterfall(result), ...counterfactuals(result)];
}

function waterfall({ costShares }: StudyResult): readonly Block[] {
  const totalUsd = costShares.reduce((sum, { usd }) => sum + usd, 0);
  const totalUsdPerCharacter = costShares.some(({ usdPerCharacter }) => usdPerCharacter === null)
    ? null
    : costShares.reduce((sum, { usdPerCharacter }) => sum + (usdPerCharacter ?? 0), 0);
  const totals = formatUsdColumn([...costShares.map(({ usd }) => usd), totalUsd]);
  const each = formatUsdColumn([...costShares.map(({ usdPerCharacter }) => usdPerCharacter), totalUsdPerCharacter], 1);
  const rows = costShares.map(({ category, usd }, index) => {
    const ratio = totalUsd === 0 ? 0 : usd / totalUsd;
    const meaning = CATEGORY_MEANINGS[category] ?? '';
    return [category, totals[index]!, each[index]!, formatShare(ratio), barOf(ratio), meaning];
  });
  return [
    { kind: 'heading', text: 'Where the money goes' },
    {
      kind: 'table',
      columns: [left(''), right('total'), right('per character'), right('share'), left(''), left('')],
      rows: [...rows, ['total', totals.at(-1)!, each.at(-1)!, '', '', '']],
    },
  ];
}

/** Half blocks: two steps a character. */
function barOf(ratio: number): string {
  const halves = Math.round(ratio * BAR_WIDTH * 2);
  return '█'.repeat(Math.floor(halves / 2)) + (halves % 2 === 1 ? '▌' : '');
}

/** The same work under other prices; nothing when no character was finished. */
export function counterfactuals({ scalars }: StudyResult): readonly Block[] {
  const planned = scalars.cost_usd_per_character?.mean;
  if (planned === undefined) return [];
  const seen = COUNTERFACTUALS.flatMap(({ name, metric, meaning }) => {
    const usd = scalars[metric]?.mean;
    return usd === undefined ? [] : [{ name, meaning, usd }];
  });
  const each = formatUsdColumn(
    seen.map(({ usd }) => usd),
    1,
  );
  return [
    { kind: 'heading', text: 'What a character would cost' },
    {
      kind: 'table',
      columns: [left(''), right('per character'), right('of planned'), left('')],
      rows: seen.map(({ name, meaning, usd }, index) => [name, each[index]!, formatRatio(usd / planned), meaning]),
    },
  ];
}
