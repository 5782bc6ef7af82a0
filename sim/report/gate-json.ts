/** The JSON of a gate: the study's own, so that it can be the next baseline, with the gate's verdict on top. */
import { subjectText } from '../../hub/gate/parse-subject.ts';
import type { ChangedSetting } from '../gate/changed-settings.ts';
import type { RegressionVerdict } from '../gate/judge-regression.ts';
import { unitOf } from './format-metric.ts';
import { type GateBaseline, type GateReport, gateOutcome } from './gate-report.ts';
import { studyJson } from './study-json.ts';

export function gateJson(report: GateReport): object {
  const outcome = gateOutcome(report);
  const { baseline } = report;
  const gate = { ok: outcome === 'passed', outcome, baseline: baseline === null ? null : baselineJson(baseline) };
  return { gate, ...studyJson(report.study) };
}

function baselineJson({ name, regressions, changes }: GateBaseline): object {
  return { name, regressions: regressions.map(regressionJson), changed_settings: changes.map(changeJson) };
}

function regressionJson({ regression, outcome, baseline, candidate, interval, ...rest }: RegressionVerdict): object {
  return {
    metric: subjectText(regression.subject),
    unit: unitOf(regression.subject.metric),
    ok: outcome === 'kept',
    outcome,
    baseline,
    candidate,
    difference: baseline === null || candidate === null ? null : candidate - baseline,
    difference_interval: interval,
    confidence: rest.confidence,
    allowance: rest.allowance,
    pair_count: rest.pairCount,
    minimum_detectable_effect: rest.minimumDetectableEffect,
    pairs_needed: rest.pairsNeeded,
  };
}

function changeJson({ path, from, to, place }: ChangedSetting): object {
  return { path, from: from ?? null, to: to ?? null, file: place?.file ?? null, line: place?.line ?? null };
}
