/** A recommendation for a person: what to deploy and what it brings, why, and why not another plan. */
import { subjectText } from '../../hub/gate/parse-subject.ts';
import { TOLERANCE_RATIO } from '../recommend/recommend.ts';
import { type Block, left, right } from './block.ts';
import { estimatedTypes } from './estimated-types.ts';
import { formatChangeRatio, formatEstimate, formatMetric, unitOf } from './format-metric.ts';
import { formatCount, formatRatio } from './format-quantity.ts';
import { frontChart } from './front-chart.ts';
import { loserBlocks } from './loser-blocks.ts';
import { failureLines } from './recommend-failure.ts';
import type { RecommendReport } from './recommend-report.ts';
import { verdictBlocks } from './verdict-blocks.ts';

export function recommendBlocks(report: RecommendReport): readonly Block[] {
  const { figures, recommendation } = report;
  const isFound = recommendation.selection.winner !== undefined;
  return [
    { kind: 'aside', lines: [header(report)] },
    { kind: 'answer', lines: isFound ? successLines(report) : failureLines(report) },
    ...verdictBlocks(figures.answer.verdicts),
    ...patchBlocks(report, isFound),
    ...changeBlocks(report),
    ...frontChart(report),
    ...loserBlocks(report),
    ...caveatBlocks(report),
  ];
}

function header({ about, seed, recommendation }: RecommendReport): string {
  const { stack, region, scenario } = about;
  const { search, selection, figures } = recommendation.replicationCounts;
  const what = scenario.description === null ? scenario.name : `${scenario.name} (${scenario.description})`;
  const plans = `${formatCount(recommendation.candidates.length)} plans`;
  return `${stack} stack in ${region}: ${what}, ${plans} in ${formatCount(search + selection + figures)} replications, seed ${seed}`;
}

function successLines(report: RecommendReport): readonly string[] {
  const { figures, wait, patch } = report;
  const cost = figureText('cost_usd_per_character', figures.answer.cost);
  return [
    patch === '' ? `keep the stack as it is: ${cost} per character` : `deploy the plan below: ${cost} per character`,
    `${subjectText(wait)}: ${figureText(wait.metric, figures.answer.wait)}`,
    sureText(report),
  ];
}

/** How sure the choice is; a budget that ran out is said, and what may have been missed. */
function sureText({ recommendation, confidence }: RecommendReport): string {
  const { selection, candidates } = recommendation;
  const lossRatioMax = selection.lossRatioMax ?? 0;
  const sure = `(${formatRatio(confidence)} confidence)`;
  const plans = `of the ${formatCount(candidates.length)} plans that were tried`;
  if (lossRatioMax <= TOLERANCE_RATIO) {
    const most =
      lossRatioMax === 0
        ? 'none that keeps the rules is cheaper'
        : `none that keeps the rules is more than ${formatRatio(lossRatioMax)} cheaper`;
    return `${plans} ${most} ${sure}`;
  }
  const openCount = selection.fates.filter(({ kind }) => kind === 'close' || kind === 'unclear').length;
  const most = lossRatioMax < 1 ? ` by up to ${formatRatio(lossRatioMax)}` : '';
  return `${plans} ${formatCount(openCount)} may still be cheaper${most} ${sure}: a larger --budget tells`;
}

/** A figure with its interval, and what it is against the plan as it is. */
export function figureText(metric: string, { value, change }: RecommendReport['figures']['answer']['cost']): string {
  if (value === null) return 'nothing observed';
  const unit = unitOf(metric);
  const { mean, low, high } = value;
  const estimate = formatEstimate(unit, mean, low === null || high === null ? null : [low, high]);
  if (change === null || change.mean === 0) return estimate;
  const ratio = formatChangeRatio(mean - change.mean, mean);
  return `${estimate}, ${formatMetric(unit, mean - change.mean)} as it is (${ratio})`;
}

function patchBlocks({ patch }: RecommendReport, isFound: boolean): readonly Block[] {
  if (patch === '') return [];
  return [
    { kind: 'heading', text: isFound ? 'The change' : 'The change to the nearest plan' },
    { kind: 'chart', lines: patch.trimEnd().split('\n') },
  ];
}

/** The answer with one change taken back, each: what a reviewer would ask. */
function changeBlocks({ recommendation, takenBack, wait }: RecommendReport): readonly Block[] {
  const { parameters, candidates, answer } = recommendation;
  if (takenBack.length === 0) return [];
  const own = candidates[answer]!.choices;
  const rows = takenBack.map(({ parameter, figures }) => {
    const { name, choices } = parameters[parameter]!;
    const head = [name, choices[own[parameter]!]!.label];
    if (figures === undefined) return [...head, '-', '-', 'makes no plan'];
    const broken = figures.verdicts
      .filter(({ outcome }) => outcome === 'broken')
      .map(({ threshold }) => threshold.text);
    return [
      ...head,
      changeText(figures.cost),
      changeText(figures.wait),
      broken.map(text => `breaks ${text}`).join(', '),
    ];
  });
  return [
    { kind: 'heading', text: 'What taking one change back would do' },
    {
      kind: 'table',
      columns: [left('setting'), left('new'), right('cost'), right(subjectText(wait)), left('')],
      rows,
    },
  ];
}

function changeText({ value, change }: RecommendReport['figures']['answer']['cost']): string {
  if (value === null || change === null) return '-';
  return formatChangeRatio(value.mean - change.mean, value.mean);
}

function caveatBlocks({ recommendation }: RecommendReport): readonly Block[] {
  const { candidates, answer } = recommendation;
  const types = estimatedTypes(candidates[answer]!.plan);
  if (types.length === 0) return [];
  const what = `rests on speeds and prices that are partly estimated: ${types.join(', ')}`;
  return [
    {
      kind: 'aside',
      lines: [`${what}; measure one of each before you rely on it (hub/catalog/instances.ts has the sources)`],
    },
  ];
}
