/** The tables of docs/COST.md as they follow from catalogs and claims; a test holds the page to them. */
import { INSTANCE_TYPES } from '../../hub/catalog/instances.ts';
import { PRICES } from '../../hub/catalog/prices.ts';
import { REQUEST_ROWS } from '../../hub/catalog/request-counts.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { costTables } from './cost-tables.ts';

/** Markdown tables by name, without a newline at the end. */
export function costDocBlocks(plan: HubPlan): Readonly<Record<string, string>> {
  const { perJobClaimed, corrections } = costTables(plan);
  return {
    instances: table(
      ['type', 'on-demand USD/h', 'Spot USD/h', 'Spot range', 'confidence'],
      Object.values(INSTANCE_TYPES).map(type => [
        type.name,
        String(type.onDemandUsdPerHour),
        String(type.spotUsdPerHour),
        `${type.spotUsdPerHourRange.low.toFixed(3)}-${type.spotUsdPerHourRange.high.toFixed(3)}`,
        type.confidence,
      ]),
    ),
    prices: table(
      ['price', 'USD', 'per', 'source', 'date', 'confidence'],
      Object.entries(PRICES).map(([name, price]) => [
        name,
        String(price.usd),
        price.unit,
        price.source,
        price.date,
        price.confidence,
      ]),
    ),
    requests: table(
      ['happening', 'requests', 'why'],
      REQUEST_ROWS.map(({ driver, counts, why }) => [
        driver,
        Object.entries(counts)
          .map(([kind, count]) => `${kind} ${Number(count.toPrecision(4))}`)
          .join(', '),
        why,
      ]),
    ),
    job: table(
      ['phase', 's', ...perJobClaimed.columns.map(column => `${column.label} ${column.usdPerHour.toFixed(3)}/h`)],
      [...perJobClaimed.rows, perJobClaimed.total].map(({ phase, seconds, usd }) => [
        phase,
        String(seconds),
        ...usd.map(amount => amount.toFixed(4)),
      ]),
    ),
    corrections: table(
      ['the source document', 'correct', 'why', 'source'],
      corrections.map(row => [row.claim, row.correct, row.why, row.source]),
    ),
  };
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
