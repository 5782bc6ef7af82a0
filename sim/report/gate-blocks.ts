/** A gate's result for a person: the verdict, why, what changed. The same blocks are the pull request's comment. */
import { subjectText } from '../../hub/gate/parse-subject.ts';
import type { ChangedSetting } from '../gate/changed-settings.ts';
import type { RegressionVerdict } from '../gate/judge-regression.ts';
import { type Block, left, right } from './block.ts';
import { formatChange, formatChangeRatio, formatMetric, unitOf } from './format-metric.ts';
import { formatCount } from './format-quantity.ts';
import { type GateBaseline, type GateReport, gateOutcome } from './gate-report.ts';
import { printSetting } from './print-setting.ts';
import { studyHeader } from './study-answer.ts';
import { OUTCOME_WORDS, verdictBlocks } from './verdict-blocks.ts';

/** More changes than this are a new plan; a comment has 64 KB. */
const CHANGE_COUNT_MAX = 40;

export function gateBlocks(report: GateReport): readonly Block[] {
  return [
    { kind: 'answer', lines: [gateHeadline(report)] },
    { kind: 'aside', lines: [studyHeader(report.study)] },
    ...verdictBlocks(report.study.verdicts),
    ...(report.baseline === null ? [] : baselineBlocks(report.baseline)),
  ];
}

/** @example 'gate passed: 4 thresholds hold, and 2 metrics are no worse than main' */
export function gateHeadline(report: GateReport): string {
  const { study, baseline } = report;
  const regressions = baseline?.regressions ?? [];
  const all = [...study.verdicts, ...regressions];
  const count = (outcome: string) => all.filter(each => each.outcome === outcome).length;
  switch (gateOutcome(report)) {
    case 'failed':
      return `gate failed: ${count('broken')} of ${all.length} checks are broken`;
    case 'inconclusive':
      return `gate inconclusive: ${count('inconclusive')} of ${all.length} checks cannot be told from chance`;
    default: {
      const held = study.verdicts.length === 0 ? [] : [`${plural(study.verdicts.length, 'threshold')} kept`];
      const same = baseline === null ? [] : [`${plural(regressions.length, 'metric')} no worse than ${baseline.name}`];
      return `gate passed: ${[...held, ...same].join(', ')}`;
    }
  }
}

function baselineBlocks({ name, regressions, changes }: GateBaseline): readonly Block[] {
  return [
    { kind: 'heading', text: `Against ${name}` },
    {
      kind: 'table',
      columns: [
        left(''),
        left('metric'),
        right('before'),
        right('after'),
        right('change'),
        right(''),
        right('interval'),
        right('allowed'),
      ],
      rows: regressions.map(regressionRow),
    },
    { kind: 'lines', lines: regressions.map(powerLine).filter(line => line !== '') },
    ...changeBlocks(changes),
  ];
}

function regressionRow(verdict: RegressionVerdict): readonly string[] {
  const { regression, outcome, baseline, candidate, interval, allowance } = verdict;
  const unit = unitOf(regression.subject.metric);
  const head = [OUTCOME_WORDS[outcome], subjectText(regression.subject)];
  if (baseline === null || candidate === null) return [...head, '-', '-', 'nothing observed', '', '', ''];
  const bounds = interval === null ? '-' : `${formatChange(unit, interval[0])} to ${formatChange(unit, interval[1])}`;
  return [
    ...head,
    formatMetric(unit, baseline),
    formatMetric(unit, candidate),
    formatChange(unit, candidate - baseline),
    formatChangeRatio(baseline, candidate),
    bounds,
    `up to ${formatMetric(unit, allowance)}`,
  ];
}

/** What these pairs could tell, and how many would settle what they could not. */
function powerLine({ regression, baseline, minimumDetectableEffect: mde, pairCount, pairsNeeded }: RegressionVerdict) {
  const subject = subjectText(regression.subject);
  if (mde === null || baseline === null) return `${subject}: ${plural(pairCount, 'pair')}, too few for an interval`;
  const unit = unitOf(regression.subject.metric);
  const size = mde === 0 ? 'any size' : `${formatMetric(unit, mde)} (${formatChangeRatio(baseline, baseline + mde)})`;
  const caught = `${plural(pairCount, 'pair')} catch a change of ${size} beyond what is allowed 99 times in 100`;
  const needed = pairsNeeded === null ? '' : `; about ${formatCount(pairsNeeded)} pairs would settle it`;
  return `${subject}: ${caught}${needed}`;
}

function changeBlocks(changes: readonly ChangedSetting[]): readonly Block[] {
  if (changes.length === 0) return [{ kind: 'aside', lines: ['the plan is the same, setting by setting'] }];
  const shown = changes.slice(0, CHANGE_COUNT_MAX);
  const rest = changes.length - shown.length;
  return [
    { kind: 'heading', text: `${plural(changes.length, 'changed setting')}` },
    {
      kind: 'table',
      columns: [left('setting'), left('before'), left('after'), left('where')],
      rows: shown.map(({ path, from, to, place }) => [
        path,
        printSetting(from),
        printSetting(to),
        place === undefined ? '' : `${place.file}:${place.line}`,
      ]),
    },
    ...(rest === 0 ? [] : [{ kind: 'aside', lines: [`and ${rest} more; --json has them all`] } as const]),
  ];
}

const plural = (count: number, noun: string) => `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
