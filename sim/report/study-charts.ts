/** Backlog and instances over time, in the one replication that is shown; and why the fleets changed. */

import type { Market } from '../../hub/plan/hour-price.ts';
import { SECONDS_PER_HOUR } from '../../hub/units.ts';
import type { ScalingDecision } from '../model/run-record.ts';
import type { Portrait, StudyResult } from '../study/study-result.ts';
import { type Block, left, right } from './block.ts';
import { formatCount, formatSeconds } from './format-quantity.ts';
import { renderCharts, type Series } from './render-chart.ts';

/** More charts than this are not read. */
const CHART_COUNT_MAX = 6;
const DECISION_COUNT_MAX = 6;
const MARKETS: readonly { readonly market: Market; readonly name: string }[] = [
  { market: 'onDemand', name: 'on-demand' },
  { market: 'spot', name: 'Spot' },
];

export function studyCharts({ portrait, replications }: StudyResult): readonly Block[] {
  const charts = [...backlogs(portrait), ...instances(portrait)].slice(0, CHART_COUNT_MAX);
  if (portrait.timeline.atSeconds.length < 2 || charts.length === 0) return [];
  const which = `replication ${portrait.replication + 1} of ${replications}`;
  return [
    { kind: 'heading', text: `Over time (${which})` },
    { kind: 'chart', lines: renderCharts(charts) },
    ...decisions(portrait),
  ];
}

function backlogs({ queueNames, timeline }: Portrait): readonly Series[] {
  return queueNames.map((name, index) => {
    const values = timeline.backlog[index] ?? [];
    return { title: `${name}: jobs waiting or in work`, atSeconds: timeline.atSeconds, values };
  });
}

/** Markets that ever had an instance, all their groups together. */
function instances({ groups, timeline }: Portrait): readonly Series[] {
  return MARKETS.flatMap(({ market, name }) => {
    const members = groups.flatMap((group, index) => (group.market === market ? [index] : []));
    const sumAt = (series: readonly (readonly number[])[], sample: number) =>
      members.reduce((sum, group) => sum + (series[group]?.[sample] ?? 0), 0);
    const values = timeline.atSeconds.map((_, sample) => sumAt(timeline.inService, sample));
    if (!values.some(value => value > 0)) return [];
    return [{ title: `${name} instances in service`, atSeconds: timeline.atSeconds, values }];
  });
}

function decisions({ decisions: all, groups }: Portrait): readonly Block[] {
  if (all.length === 0) return [];
  const rowOf = ({ atSeconds, group, fromCount, toCount, reason }: ScalingDecision) => [
    clockText(atSeconds),
    groups[group]?.name ?? String(group),
    `${formatCount(fromCount)} -> ${formatCount(toCount)}`,
    reason,
  ];
  const shown = all.slice(0, DECISION_COUNT_MAX);
  const rest = all.length - shown.length;
  return [
    {
      kind: 'heading',
      text: rest === 0 ? 'Scaling decisions' : `First scaling decisions (${formatCount(rest)} more in --json)`,
    },
    { kind: 'table', columns: [right('at'), left('group'), right('instances'), left('why')], rows: shown.map(rowOf) },
  ];
}

/** Times that are compared with each other are written alike: to the second, as long as there are few. */
function clockText(seconds: number): string {
  return seconds < SECONDS_PER_HOUR ? `${Math.round(seconds)} s` : formatSeconds(seconds);
}
