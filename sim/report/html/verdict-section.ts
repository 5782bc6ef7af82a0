/** Whether the study keeps what was asked of it: the first thing on the page, in one word before any number. */
import type { Verdict } from '../../gate/judge-threshold.ts';
import { left, right } from '../block.ts';
import { formatMetric, unitOf } from '../format-metric.ts';
import { measuredText, noteOf } from '../verdict-blocks.ts';
import { dataTable } from './data-table.ts';
import { type Markup, markup } from './markup.ts';
import { thresholdGauge } from './threshold-gauge.ts';

type Outcome = Verdict['outcome'];

/** A sign and a word, so that no colour has to be seen. */
const OUTCOMES: Readonly<Record<Outcome, { readonly sign: string; readonly word: string }>> = {
  kept: { sign: '✓', word: 'kept' },
  broken: { sign: '✕', word: 'broken' },
  inconclusive: { sign: '?', word: 'unclear' },
};
/** The worst one is the verdict of the whole. */
const WORST_FIRST: readonly Outcome[] = ['broken', 'inconclusive', 'kept'];

export function verdictSection(verdicts: readonly Verdict[], stack: string): Markup {
  if (verdicts.length === 0) return unasked(stack);
  const worst = WORST_FIRST.find(outcome => verdicts.some(verdict => verdict.outcome === outcome)) ?? 'kept';
  return markup`<section id="verdict" class="verdict ${worst}" aria-labelledby="verdict-title">
<h2 id="verdict-title"><span class="sign" aria-hidden="true">${OUTCOMES[worst].sign}</span> ${headlineOf(verdicts, worst)}</h2>
${dataTable({
  label: 'Thresholds',
  columns: [
    left('verdict'),
    left('threshold'),
    left('beside the limit'),
    right('limit'),
    right('measured (95 % interval)'),
  ],
  rows: verdicts.map(rowOf),
  isLong: false,
})}
</section>
`;
}

function unasked(stack: string): Markup {
  return markup`<section id="verdict" class="verdict unasked" aria-labelledby="verdict-title">
<h2 id="verdict-title">No verdict: nothing was asked to hold</h2>
<p>Ask with <code>--threshold ${"'cost_usd_per_character<0.014'"}</code>, or let <code>asset-sim gate --stack ${stack}</code> judge the thresholds of the stack file.</p>
</section>
`;
}

function headlineOf(verdicts: readonly Verdict[], worst: Outcome): string {
  const { word } = OUTCOMES[worst];
  const [all, count] = [verdicts.length, verdicts.filter(({ outcome }) => outcome === worst).length];
  if (all === 1) return `The threshold is ${word}`;
  return count === all
    ? `All ${all} thresholds are ${word}`
    : `${count} of ${all} thresholds ${count === 1 ? 'is' : 'are'} ${word}`;
}

function rowOf(verdict: Verdict): readonly (Markup | string)[] {
  const { threshold, outcome } = verdict;
  const { sign, word } = OUTCOMES[outcome];
  const note = noteOf(verdict);
  return [
    markup`<span class="outcome ${outcome}"><span aria-hidden="true">${sign}</span> ${word}</span>`,
    markup`<code>${threshold.text}</code>${note === '' ? [] : [markup`<small class="aside">${note}</small>`]}`,
    thresholdGauge(verdict),
    `${threshold.operator} ${formatMetric(unitOf(threshold.metric), threshold.limit)}`,
    measuredText(verdict),
  ];
}
