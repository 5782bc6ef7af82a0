/** Thresholds and regressions of a gate in one list, each with what there is to say of it in one sentence. */
import { subjectText } from '../../hub/gate/parse-subject.ts';
import type { Place } from '../../hub/yaml/located.ts';
import type { RegressionVerdict } from '../gate/judge-regression.ts';
import type { Verdict } from '../gate/judge-threshold.ts';
import { formatChangeRatio, formatMetric, unitOf } from './format-metric.ts';
import { formatCount } from './format-quantity.ts';
import type { GateReport } from './gate-report.ts';
import { measuredText, noteOf } from './verdict-blocks.ts';

export type Check = {
  readonly kind: 'threshold' | 'regression';
  readonly text: string;
  readonly outcome: 'kept' | 'broken' | 'inconclusive';
  readonly told: string;
  /** The lines a person has to look at: where the threshold stands, or which settings changed. */
  readonly places: readonly Place[];
};

export function checksOf({ study, thresholdPlaces, baseline }: GateReport): readonly Check[] {
  const changed = (baseline?.changes ?? []).flatMap(({ place }) => (place === undefined ? [] : [place]));
  return [
    ...study.verdicts.map((verdict, index): Check => {
      const place = thresholdPlaces[index];
      const { text } = verdict.threshold;
      return {
        kind: 'threshold',
        text,
        outcome: verdict.outcome,
        told: thresholdTold(verdict),
        places: place === undefined ? [] : [place],
      };
    }),
    ...(baseline?.regressions ?? []).map(
      (verdict): Check => ({
        kind: 'regression',
        text: `${subjectText(verdict.regression.subject)} against ${baseline!.name}`,
        outcome: verdict.outcome,
        told: regressionTold(verdict),
        places: changed,
      }),
    ),
  ];
}

function thresholdTold(verdict: Verdict): string {
  const note = noteOf(verdict);
  return `measured ${measuredText(verdict)}${note === '' ? '' : `: ${note}`}`;
}

function regressionTold({ regression, baseline, candidate, allowance, pairCount, pairsNeeded }: RegressionVerdict) {
  const unit = unitOf(regression.subject.metric);
  if (baseline === null || candidate === null) return 'nothing was observed in both';
  const change = `${formatMetric(unit, baseline)} -> ${formatMetric(unit, candidate)}`;
  const needed = pairsNeeded === null ? '' : `; about ${formatCount(pairsNeeded)} pairs would settle it`;
  const ratio = formatChangeRatio(baseline, candidate);
  return `${change} (${ratio}), allowed are ${formatMetric(unit, allowance)}; ${formatCount(pairCount)} pairs${needed}`;
}
