import type { Portrait } from '../../study/study-result.ts';
import { left, right } from '../block.ts';
import { formatCount, formatSeconds } from '../format-quantity.ts';
import { dataTable } from './data-table.ts';
import { type Markup, markup, NOTHING } from './markup.ts';

/** A page stays below a megabyte; the rest is in the JSON. */
const DECISION_COUNT_MAX = 1500;

/** Every change of a group's desired count, with the reason that the policy gave. */
export function decisionSection({ decisions, groups }: Portrait): Markup {
  if (decisions.length === 0) return NOTHING;
  const restCount = decisions.length - DECISION_COUNT_MAX;
  const rows = decisions
    .slice(0, DECISION_COUNT_MAX)
    .map(({ atSeconds, group, fromCount, toCount, reason, policy }) => [
      formatSeconds(Math.round(atSeconds)),
      groups[group]?.name ?? String(group),
      markup`<span aria-hidden="true">${toCount >= fromCount ? '▲' : '▽'}</span> ${formatCount(fromCount)} → ${formatCount(toCount)}`,
      reason,
      policy,
    ]);
  return markup`<section id="decisions" aria-labelledby="decisions-title">
<h2 id="decisions-title">Scaling decisions, and why</h2>
<ul class="lines">${groups.flatMap(({ name }, group) => perGroup(name, group, decisions))}</ul>
${dataTable({
  label: 'Scaling decisions',
  columns: [left('after'), left('group'), right('instances'), left('why'), left('policy')],
  rows,
  note: restCount > 0 ? `${formatCount(restCount)} more are in --json.` : '',
})}
</section>
`;
}

function perGroup(name: string, group: number, all: Portrait['decisions']): readonly Markup[] {
  const own = all.filter(decision => decision.group === group);
  const outCount = own.filter(({ fromCount, toCount }) => toCount >= fromCount).length;
  if (own.length === 0) return [];
  const most = own.reduce((peak, { toCount }) => Math.max(peak, toCount), 0);
  return [
    markup`<li><b>${name}</b> scaled out ${timesText(outCount)} and in ${timesText(own.length - outCount)}, to ${formatCount(most)} at most</li>`,
  ];
}

const timesText = (count: number): string => (count === 1 ? 'once' : `${formatCount(count)} times`);
