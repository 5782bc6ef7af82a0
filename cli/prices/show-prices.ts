/** What `asset-sim prices show` does. */

import { PRICE_REGION } from '../../hub/catalog/price-refresh.ts';
import { monthsOld, type PriceRow, priceTable } from '../../hub/catalog/price-table.ts';
import { left, right } from '../../sim/report/block.ts';
import { renderJson } from '../../sim/report/render-json.ts';
import { renderText } from '../../sim/report/render-text.ts';
import { dayOf, now } from '../clock.ts';
import { readWholeNumber } from '../flag-values.ts';
import { terminalStyle } from '../terminal-style.ts';
import { TOOL_VERSION } from '../tool-version.ts';

const MONTHS_MAX = 1200;

export function showPrices({ json, olderThan = '24' }: { readonly json?: true; readonly olderThan?: string }): void {
  const months = readWholeNumber('--older-than', olderThan, { min: 1, max: MONTHS_MAX });
  const rows = priceTable();
  process.stdout.write(
    json
      ? renderJson({ schema_version: 1, tool_version: TOOL_VERSION, region: PRICE_REGION, prices: rows })
      : renderText(
          [
            {
              kind: 'table',
              columns: [left('price'), right('USD'), left('per'), left('date'), left('sure'), left('source')],
              rows: rows.map(({ name, usd, unit, date, confidence, source }) => [
                name,
                String(usd),
                unit,
                date,
                confidence,
                source,
              ]),
            },
            {
              kind: 'aside',
              lines: [`us-east-1, US dollars without tax; H read at AWS, M second hand, L a judgement`],
            },
          ],
          terminalStyle(process.stdout),
        ),
  );
  const old = rows.filter(({ date }) => monthsOld(date, dayOf(now())) > months);
  if (old.length > 0) process.stderr.write(warningOf(old, rows.length, months));
}

function warningOf(old: readonly PriceRow[], count: number, months: number): string {
  const oldest = old.map(({ date }) => date).toSorted()[0];
  return (
    `warning: ${old.length} of ${count} prices are older than ${months} months, the oldest of ${oldest}\n` +
    'hint: asset-sim prices refresh asks AWS\n'
  );
}
