/** A recommendation for a person: what to deploy and what it brings, why, and why not another plan. */
import { subjectText } from '../../hub/gate/parse-subject.ts';
import { otherChoices } from '../recommend/explain.ts';
import { type Block, left, right } from './block.ts';
import { estimatedTypes } from './estimated-types.ts';
import { formatChange, formatChangeRatio, formatEstimate, formatMetric, unitOf } from './format-metric.ts';
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
    ...choiceBlocks(report),
    ...frontChart(report),
    ...loserBlocks(report),
    ...caveatBlocks(report),
  ];
}

function header({ about, seed, recommendation }: RecommendReport): string {
  const { stack, region, scenario } = about;
  const { search, selection, quotes } = recommendation.replicationCounts;
  const what = scenario.description === null ? scenario.name : `${scenario.name} (${scenario.description})`;
  const plans = `${formatCount(recommendation.candidates.length)} plans`;
  return `${stack} stack in ${region}: ${what}, ${plans} in ${formatCount(search + selection + quotes)} replications, seed ${seed}`;
}

function successLines({ figures, recommendation, wait, confidence, patch }: RecommendReport): readonly string[] {
  const { selection, pool } = recommendation;
  const [cost, waitText] = [
    figureText('cost_usd_per_character', figures.answer.cost),
    figureText(wait.metric, figures.answer.wait),
  ];
  const sure = `no plan of the ${formatCount(pool.candidates.length)} that keeps the rules is more than ${formatRatio(selection.lossRatioMax ?? 0)} cheaper`;
  return [
    patch === '' ? `keep the stack as it is: ${cost} per character` : `deploy the plan below: ${cost} per character`,
    `${subjectText(wait)}: ${waitText}`,
    `${sure} (${formatRatio(confidence)} confidence)`,
  ];
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

function choiceBlocks(report: RecommendReport): readonly Block[] {
  const { recommendation, wait } = report;
  const { parameters, pool, answer } = recommendation;
  const own = pool.candidates[answer]!.choices;
  const others = otherChoices(recommendation);
  if (others.length === 0) return [];
  const rows = others.map(({ parameter, choice, costRatio, waitChangeSeconds, fate }) => {
    const { name, choices } = parameters[parameter]!;
    return [
      name,
      choices[own[parameter]!]!.label,
      choices[choice]!.label,
      formatChangeRatio(1, 1 + costRatio),
      waitChangeSeconds === null ? '-' : formatChange(unitOf(wait.metric), waitChangeSeconds),
      fate.kind === 'breaks' ? 'breaks a rule' : '',
    ];
  });
  return [
    { kind: 'heading', text: 'What each choice is worth: the best plan that was tried with another' },
    {
      kind: 'table',
      columns: [left('setting'), left('chosen'), left('instead'), right('cost'), right('wait'), left('')],
      rows,
    },
  ];
}

function caveatBlocks({ recommendation }: RecommendReport): readonly Block[] {
  const { pool, answer } = recommendation;
  const types = estimatedTypes(pool.candidates[answer]!.plan);
  if (types.length === 0) return [];
  const what = `rests on speeds and prices that are partly estimated: ${types.join(', ')}`;
  return [
    {
      kind: 'aside',
      lines: [`${what}; measure one of each before you rely on it (hub/catalog/instances.ts has the sources)`],
    },
  ];
}
