/** Where a character's money goes: a waterfall whose bars stand in the table of their numbers. */
import type { CostShare, StudyResult } from '../../study/study-result.ts';
import { left, right } from '../block.ts';
import { CATEGORY_MEANINGS } from '../category-meanings.ts';
import { formatShare, formatUsdColumn } from '../format-quantity.ts';
import { counterfactuals } from '../study-money.ts';
import { blockMarkup } from './block-markup.ts';
import { dataTable } from './data-table.ts';
import { type Markup, markup, NOTHING } from './markup.ts';

/** What bought work, what the fleets spent around it, and what everything else took. */
const KINDS: readonly { readonly kind: string; readonly says: string; readonly categories: readonly string[] }[] = [
  { kind: 'work', says: 'work', categories: ['useful'] },
  { kind: 'around', says: 'fleets around the work', categories: ['redo', 'idle', 'boot', 'drain'] },
  { kind: 'beside', says: 'everything else', categories: ['storage', 'requests', 'delivery', 'fixed'] },
];

export function costSection(result: StudyResult): Markup {
  if (result.costShares.length === 0) return NOTHING;
  const legend = KINDS.map(
    ({ kind, says }) =>
      markup`<li><svg class="swatch" viewBox="0 0 28 12" aria-hidden="true"><rect class="bar ${kind}" width="28" height="12"/></svg> ${says}</li>`,
  );
  return markup`<section id="cost" aria-labelledby="cost-title">
<h2 id="cost-title">Where the money goes</h2>
<ul class="legend">${legend}</ul>
${waterfall(result.costShares)}
${counterfactuals(result).map(blockMarkup)}
</section>
`;
}

function waterfall(shares: readonly CostShare[]): Markup {
  const totalUsd = shares.reduce((sum, { usd }) => sum + usd, 0);
  const eachUsd = shares.map(({ usdPerCharacter }) => usdPerCharacter);
  const eachTotalUsd = eachUsd.reduce((sum, usd) => (sum === null || usd === null ? null : sum + usd), 0);
  const totals = formatUsdColumn([...shares.map(({ usd }) => usd), totalUsd]);
  const each = formatUsdColumn([...eachUsd, eachTotalUsd], 1);
  const ratios = shares.map(({ usd }) => (totalUsd === 0 ? 0 : usd / totalUsd));
  const rows = shares.map(({ category }, index) => {
    const beforeRatio = ratios.slice(0, index).reduce((sum, ratio) => sum + ratio, 0);
    return [
      markup`${category}<small class="aside">${CATEGORY_MEANINGS[category] ?? ''}</small>`,
      barOf(kindOf(category), beforeRatio, ratios[index]!),
      each[index]!,
      formatShare(ratios[index]!),
      totals[index]!,
    ];
  });
  return dataTable({
    label: 'Cost by what it was paid for',
    columns: [left('paid for'), left('adds up to the total'), right('per character'), right('share'), right('in all')],
    rows: [...rows, ['total', barOf('total', 0, totalUsd === 0 ? 0 : 1), each.at(-1)!, '', totals.at(-1)!]],
    isLong: false,
  });
}

const kindOf = (category: string): string =>
  KINDS.find(({ categories }) => categories.includes(category))?.kind ?? 'beside';

/** Begins where the one before it ended. A hairline where there is next to nothing, so that the eye finds the step. */
function barOf(kind: string, beforeRatio: number, ratio: number): Markup {
  const width = Math.max(ratio * 100, 0.3).toFixed(2);
  return markup`<svg class="waterfall" viewBox="0 0 100.3 10" preserveAspectRatio="none" aria-hidden="true"><rect class="bar ${kind}" x="${(beforeRatio * 100).toFixed(2)}" width="${width}" height="10"/></svg>`;
}
