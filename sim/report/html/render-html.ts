/**
 * A study as one HTML file, for a person who would rather look than read. It protects two invariants: the page asks for
 * nothing (its policy forbids all but the one style and the one script it carries, by their digests), and no text from a
 * file or flag becomes markup.
 */
import type { Problem } from '../../../hub/yaml/problem.ts';
import { studyAnswer } from '../study-answer.ts';
import type { StudyReport } from '../study-report.ts';
import { dataIsland } from './data-island.ts';
import { keyFigures } from './key-figures.ts';
import { type Markup, markup, NOTHING } from './markup.ts';
import { pageSections } from './page-sections.ts';
import { timeCharts } from './time-charts.ts';
import { verdictSection } from './verdict-section.ts';
import { waitCharts } from './wait-charts.ts';

/** An element's text with the digest that lets it in. */
export type PagePart = { readonly text: string; readonly sha256Base64: string };
export type PageParts = { readonly style: PagePart; readonly script: PagePart };

/**
 * The same report and parts give the same bytes: no clock, no machine.
 *
 * @throws Error (a defect) when a part would end its own element
 */
export function renderHtml(report: StudyReport, { style, script }: PageParts): string {
  if (/<\/?(style|script)|<!--/i.test(style.text + script.text)) throw new Error('a part of the page ends its element');
  const { result, scenario, stack, verdicts } = report;
  const charts = { overTime: timeCharts(result.portrait), waits: waitCharts(result.portrait) };
  const sections = pageSections(report, charts);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src ${QUOTED_NONE}; style-src ${digestOf(style)}; script-src ${digestOf(script)}; base-uri ${QUOTED_NONE}; form-action ${QUOTED_NONE}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${scenario.name} on ${stack}: Asset Hub study</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#verdict">To the verdict</a>
${header(report)}
<main>
${verdictSection(verdicts, stack)}
${keyFigures(result, completionOf(report))}
<nav aria-label="On this page"><ul>${sections.map(({ id, name }) => markup`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
${warnings(report.warnings)}
${sections.map(({ part }) => part)}
</main>
${footer(report)}
${dataIsland('chart-data', [...charts.overTime, ...charts.waits])}
<script>${trusted(script)}</script>
</body>
</html>
`.html;
}

/** Ours, and checked above. */
const trusted = ({ text }: PagePart): Markup => ({ html: text });
const QUOTED_NONE = "'none'";
const digestOf = ({ sha256Base64 }: PagePart): string => `'sha256-${sha256Base64}'`;

function header({ scenario, stack, region, result }: StudyReport): Markup {
  const runs = result.replications === 1 ? '1 replication' : `${result.replications} replications`;
  return markup`<header>
<p class="kicker">Asset Hub · ${stack} stack in ${region} · ${runs} · seed ${result.seed}</p>
<h1>${scenario.name}</h1>
${scenario.description === null ? NOTHING : markup`<p class="description">${scenario.description}</p>`}
</header>`;
}

/** The sentence of the text report on how many got what they asked for. */
function completionOf(report: StudyReport): string {
  const lines = studyAnswer(report).flatMap(block => (block.kind === 'answer' ? block.lines : []));
  return lines.at(-1) ?? '';
}

function warnings(problems: readonly Problem[]): Markup {
  if (problems.length === 0) return NOTHING;
  const lines = problems.map(
    ({ file, line, column, path, message, hint }) =>
      markup`<li><code>${file}:${line}:${column}</code> ${path} ${message}${hint === undefined ? '' : `; hint: ${hint}`}</li>`,
  );
  return markup`<section id="warnings" aria-labelledby="warnings-title">
<h2 id="warnings-title">Warnings</h2>
<ul class="lines">${lines}</ul>
</section>`;
}

function footer({ toolVersion, inputsSha256 }: StudyReport): Markup {
  return markup`<footer><p>asset-sim ${toolVersion}, inputs <code>${inputsSha256}</code>. The same inputs and seed give this file again, byte for byte.</p></footer>`;
}
