/** What `asset-sim cost` shows: prices that need no simulation. */
import type { CostTables } from '../cost/cost-tables.ts';
import type { JobPriceTable } from '../cost/job-price-table.ts';
import { type Block, left, right } from './block.ts';
import { formatCount, formatSeconds, formatUsd, formatUsdColumn } from './format-quantity.ts';

export function costBlocks(tables: CostTables): readonly Block[] {
  return [
    { kind: 'aside', lines: [`prices of the ${tables.stack} stack in ${tables.region}, USD, without simulation`] },
    ...hourBlocks(tables),
    ...characterBlocks('A character, if every paid second were work (stage means of this stack)', tables.perJobPlanned),
    ...characterBlocks("The same for the source document's 160 s, boot included", tables.perJobClaimed),
    ...monthBlocks(tables),
    {
      kind: 'aside',
      lines: [
        `next: asset-sim run --stack ${tables.stack} (what is really paid: idle time, boots, lost work, delivery)`,
        `${tables.corrections.length} corrections of the source document's numbers: --corrections`,
      ],
    },
  ];
}

/** Where the source document is wrong, and by what we know it: `asset-sim cost --corrections`. */
export function correctionBlocks({ corrections }: CostTables): readonly Block[] {
  const topics = [...new Set(corrections.map(({ topic }) => topic))];
  return topics.flatMap((topic): readonly Block[] => [
    { kind: 'heading', text: `Corrections: ${topic}` },
    {
      kind: 'lines',
      lines: corrections
        .filter(correction => correction.topic === topic)
        .flatMap(({ claim, correct, why, source }) => [
          `said: ${claim}`,
          `true: ${correct}`,
          `why:  ${why} (${source})`,
          '',
        ]),
    },
  ]);
}

function hourBlocks({ perHour, perMinute }: CostTables): readonly Block[] {
  const amounts = [
    formatUsdColumn(
      perHour.map(row => row.onDemandUsdPerHour),
      1,
    ),
    formatUsdColumn(perHour.map(row => row.spotUsdPerHour)),
    formatUsdColumn(
      perHour.map(row => row.onDemandAllInUsdPerHour),
      1,
    ),
    formatUsdColumn(perHour.map(row => row.spotAllInUsdPerHour)),
    formatUsdColumn(
      perMinute.map(row => row.spotAllInUsdPerMinute),
      1,
    ),
  ];
  const titles = ['on-demand', 'Spot', 'on-demand, all in', 'Spot, all in', 'a minute of it'];
  return [
    { kind: 'heading', text: 'An instance hour (all in: with volume, address and monitoring)' },
    {
      kind: 'table',
      columns: [left('type'), left('used'), ...titles.map(right)],
      rows: perHour.map((row, index) => [
        row.instanceType,
        row.isInPlan ? 'yes' : '',
        ...amounts.map(column => column[index] ?? ''),
      ]),
    },
  ];
}

function characterBlocks(title: string, { columns, rows, total }: JobPriceTable): readonly Block[] {
  const phases = [...rows, total];
  // All columns with the same decimals: they are compared with each other, too.
  const amounts = formatUsdColumn(
    phases.flatMap(({ usd }) => usd),
    1,
  );
  return [
    { kind: 'heading', text: title },
    {
      kind: 'table',
      columns: [left('phase'), right('time'), ...columns.map(({ label }) => right(label))],
      rows: phases.map(({ phase, seconds }, index) => [
        phase,
        formatSeconds(seconds),
        ...amounts.slice(index * columns.length, (index + 1) * columns.length),
      ]),
    },
  ];
}

function monthBlocks({ perMonth }: CostTables): readonly Block[] {
  const { rows, totalUsdPerMonth, claimedUsdPerMonth } = perMonth;
  const amounts = formatUsdColumn([...rows.map(({ usdPerMonth }) => usdPerMonth), totalUsdPerMonth]);
  const cells = rows.map(({ item, group, quantity, unit }, index) => [
    item,
    group ?? '',
    formatCount(quantity),
    unit,
    amounts[index] ?? '',
  ]);
  const claimed = claimedUsdPerMonth.map(usd => `$${usd}`).join(' to ');
  const title = `A month without any job: ${formatUsd(totalUsdPerMonth)} (the source document says ${claimed})`;
  return [
    { kind: 'heading', text: title },
    {
      kind: 'table',
      columns: [left('item'), left('group'), right('quantity'), left('unit'), right('per month')],
      rows: [...cells, ['total', '', '', '', amounts.at(-1) ?? '']],
    },
  ];
}
