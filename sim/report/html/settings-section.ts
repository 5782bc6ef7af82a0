/** What was played, value by value, each with where it stands or why it is so. */
import type { EffectiveValue } from '../../../hub/plan/effective-values.ts';
import { left } from '../block.ts';
import { printSetting } from '../print-setting.ts';
import { dataTable } from './data-table.ts';
import { type Markup, markup, NOTHING } from './markup.ts';

const ASSUMPTIONS = 'assumptions';

export function planSection(settings: readonly EffectiveValue[]): Markup {
  const own = settings.filter(setting => sectionOf(setting) !== ASSUMPTIONS);
  const parts = [...new Set(own.map(sectionOf))].map(section => {
    const rows = own.filter(setting => sectionOf(setting) === section);
    const count = rows.length === 1 ? '1 setting' : `${rows.length} settings`;
    return markup`<details><summary>${section} <small>${count}</small></summary>${settingsTable(section, rows)}</details>\n`;
  });
  return markup`<section id="plan" aria-labelledby="plan-title">
<h2 id="plan-title">The plan, with sources</h2>
<p class="summary">${own.length} settings. A source is a place in a file, or what a default rests on.</p>
${parts}</section>
`;
}

/** What nobody documents, and the result rests on. */
export function assumptionSection(settings: readonly EffectiveValue[]): Markup {
  const rows = settings.filter(setting => sectionOf(setting) === ASSUMPTIONS);
  if (rows.length === 0) return NOTHING;
  return markup`<section id="assumptions" aria-labelledby="assumptions-title">
<h2 id="assumptions-title">Assumptions</h2>
<p class="summary">What AWS does not document. [H], [M] and [L]: high, medium and low confidence in the source.</p>
${settingsTable(ASSUMPTIONS, rows)}
</section>
`;
}

function settingsTable(section: string, rows: readonly EffectiveValue[]): Markup {
  return dataTable({
    label: section,
    columns: [left('setting'), left('value'), left('from')],
    rows: rows.map(({ path, value, source }) => [
      path.slice(section.length).replace(/^\./, '') || path,
      printSetting(value),
      source,
    ]),
  });
}

const sectionOf = ({ path }: EffectiveValue): string => path.split(/[.[]/, 1)[0] ?? path;
