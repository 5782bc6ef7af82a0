/** The parts of a study's page between the key figures and its end, in their order. */
import type { StudyResult } from '../../study/study-result.ts';
import { studyFleet } from '../study-fleet.ts';
import type { StudyReport } from '../study-report.ts';
import { studyWaits } from '../study-waits.ts';
import { blockMarkup } from './block-markup.ts';
import type { Chart } from './chart.ts';
import { chartFigure } from './chart-figure.ts';
import { costSection } from './cost-section.ts';
import { decisionSection } from './decision-section.ts';
import { type Markup, markup, NOTHING } from './markup.ts';
import { assumptionSection, planSection } from './settings-section.ts';

/** What has nothing to say is left out. */
export type PageSection = { readonly id: string; readonly name: string; readonly part: Markup };

/** @param charts those over time, and those of waits */
export function pageSections(
  report: StudyReport,
  charts: { readonly overTime: readonly Chart[]; readonly waits: readonly Chart[] },
): readonly PageSection[] {
  const { result } = report;
  const settings = report.settings();
  return [
    { id: 'time', name: 'Over time', part: timeSection(charts.overTime, result) },
    { id: 'decisions', name: 'Scaling decisions', part: decisionSection(result.portrait) },
    { id: 'waits', name: 'Waits', part: waitSection(charts.waits, result) },
    { id: 'cost', name: 'Cost', part: costSection(result) },
    { id: 'plan', name: 'Plan', part: planSection(settings) },
    { id: 'assumptions', name: 'Assumptions', part: assumptionSection(settings) },
  ].filter(({ part }) => part !== NOTHING);
}

function timeSection(charts: readonly Chart[], { portrait, replications }: StudyResult): Markup {
  if (charts.length === 0) return NOTHING;
  return markup`<section id="time" aria-labelledby="time-title">
<h2 id="time-title">Over time</h2>
<p class="summary">Charts and scaling decisions show replication ${portrait.replication + 1} of ${replications}; all other numbers are over all replications. <span class="hint">Drag across a chart to look closer, double-click to go back. By keyboard: arrows move along it, + and - zoom, Esc goes back.</span></p>
${charts.map(chartFigure)}
</section>
`;
}

function waitSection([overTime, ...distributions]: readonly Chart[], result: StudyResult): Markup {
  const [heading, ...tables] = studyWaits(result);
  return markup`<section id="waits" aria-labelledby="waits-title">
<h2 id="waits-title">${heading?.kind === 'heading' ? heading.text : 'Waits'}</h2>
${tables.map(blockMarkup)}
${overTime === undefined ? NOTHING : chartFigure(overTime)}
<div class="pair">${distributions.map(chartFigure)}</div>
${studyFleet(result).map(blockMarkup)}
</section>
`;
}
