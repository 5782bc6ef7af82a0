/** Two studies side by side: for a person and for a program. */
import type { ChangedSetting } from '../gate/changed-settings.ts';
import type { Comparison } from '../gate/compare-values.ts';
import { SCHEMA_VERSION, type Side } from '../gate/parse-baseline.ts';
import { type Block, left, right } from './block.ts';
import { formatChange, formatChangeRatio, formatMetric, unitOf } from './format-metric.ts';
import { formatCount } from './format-quantity.ts';
import { printSetting } from './print-setting.ts';

export type CompareReport = {
  readonly toolVersion: string;
  readonly baseline: Side;
  readonly candidate: Side;
  readonly comparisons: readonly Comparison[];
  readonly changes: readonly ChangedSetting[];
};

/** Metrics by region are nine times the same story; JSON has them. */
const isShown = ({ key }: Comparison) => !key.includes('{region=');
/** Two stacks differ in hundreds of settings, which nobody reads in a row. */
const CHANGE_COUNT_MAX = 40;

export function compareBlocks({ baseline, candidate, comparisons, changes }: CompareReport): readonly Block[] {
  const pairCount = Math.min(baseline.replications, candidate.replications);
  return [
    { kind: 'answer', lines: [headline(comparisons, baseline.name, candidate.name)] },
    { kind: 'aside', lines: [`${formatCount(pairCount)} pairs on the same random numbers, seed ${candidate.seed}`] },
    { kind: 'heading', text: 'Every metric' },
    {
      kind: 'table',
      columns: [
        left('metric'),
        right(baseline.name),
        right(candidate.name),
        right('change'),
        right(''),
        right('95 % interval of the change'),
      ],
      rows: comparisons.filter(isShown).map(rowOf),
    },
    ...settingBlocks(baseline.name, candidate.name, changes),
  ];
}

function settingBlocks(baseline: string, candidate: string, changes: readonly ChangedSetting[]): readonly Block[] {
  const count = changes.length;
  if (count === 0) return [{ kind: 'aside', lines: ['no setting differs'] }];
  if (count > CHANGE_COUNT_MAX)
    return [{ kind: 'aside', lines: [`${formatCount(count)} settings differ; --json has them`] }];
  return [
    { kind: 'heading', text: count === 1 ? 'One setting differs' : `${count} settings differ` },
    {
      kind: 'table',
      columns: [left('setting'), left(baseline), left(candidate)],
      rows: changes.map(({ path, from, to }) => [path, printSetting(from), printSetting(to)]),
    },
  ];
}

/** @example 'b costs 2.1 % more per character than a: $0.01275 -> $0.01302' */
function headline(comparisons: readonly Comparison[], baseline: string, candidate: string): string {
  const cost = comparisons.find(({ key }) => key === 'cost_usd_per_character');
  if (cost === undefined) return `${baseline} and ${candidate}: no price per character in both`;
  const prices = `${formatMetric('USD', cost.baseline)} -> ${formatMetric('USD', cost.candidate)} per character`;
  if (cost.difference === 0) return `${candidate} costs the same as ${baseline}: ${prices}`;
  const isClear = cost.interval !== null && (cost.interval[0] > 0 || cost.interval[1] < 0);
  const ratio = formatChangeRatio(cost.baseline, cost.candidate).slice(1);
  const told = cost.difference > 0 ? 'more' : 'less';
  return `${candidate} costs ${ratio} ${told} than ${baseline}${isClear ? '' : ', which may be chance'}: ${prices}`;
}

function rowOf({ key, statistic, baseline, candidate, difference, interval }: Comparison): readonly string[] {
  const unit = unitOf(key);
  return [
    statistic === 'mean' ? key : `${statistic}(${key})`,
    formatMetric(unit, baseline),
    formatMetric(unit, candidate),
    formatChange(unit, difference),
    formatChangeRatio(baseline, candidate),
    interval === null ? '-' : `${formatChange(unit, interval[0])} to ${formatChange(unit, interval[1])}`,
  ];
}

export function compareJson({ toolVersion, baseline, candidate, comparisons, changes }: CompareReport): object {
  return {
    schema_version: SCHEMA_VERSION,
    tool_version: toolVersion,
    seed: candidate.seed,
    scenario_sha256: candidate.scenarioSha256,
    baseline: sideJson(baseline),
    candidate: sideJson(candidate),
    comparisons: comparisons.map(({ key, statistic, pairCount, interval, ...numbers }) => ({
      metric: key,
      statistic,
      unit: unitOf(key),
      ...numbers,
      ci95: interval,
      pair_count: pairCount,
    })),
    changed_settings: changes.map(({ path, from, to }) => ({ path, from: from ?? null, to: to ?? null })),
  };
}

const sideJson = ({ name, stack, toolVersion, replications }: Side) => ({
  name,
  stack,
  tool_version: toolVersion,
  replications,
});
