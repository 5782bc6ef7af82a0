/** A study as an HTML page. Loaded only when one is asked for: it reads what the page carries. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type PagePart, renderHtml } from '../sim/report/html/render-html.ts';
import type { StudyReport } from '../sim/report/study-report.ts';

const OWN = '../sim/report/html/';

/** In the order in which they stand: ours may change what uPlot says. */
const STYLES = ['uplot/dist/uPlot.min.css', `${OWN}page.css`];
const SCRIPTS = ['uplot/dist/uPlot.iife.min.js', `${OWN}page-text.js`, `${OWN}page-script.js`];

export function renderPage(report: StudyReport): string {
  return renderHtml(report, { style: partOf(STYLES), script: partOf(SCRIPTS) });
}

/** The digest is of the very text between the tags. */
function partOf(files: readonly string[]): PagePart {
  const text = files.map(file => readFileSync(new URL(import.meta.resolve(file)), 'utf8')).join('\n');
  return { text, sha256Base64: createHash('sha256').update(text).digest('base64') };
}
