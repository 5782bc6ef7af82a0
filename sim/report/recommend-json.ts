/** The JSON of a recommendation. Keys are snake_case and stay; the same inputs give the same bytes on any number of threads. */
import { subjectText } from '../../hub/gate/parse-subject.ts';
import { SCHEMA_VERSION } from '../gate/parse-baseline.ts';
import type { MeanInterval } from '../measure/interval.ts';
import { loserGroups, pointsOf, ruleReaches } from '../recommend/explain.ts';
import type { Figure, Figures } from '../recommend/figures.ts';
import { paretoFront } from '../recommend/pareto-front.ts';
import type { RecommendReport } from './recommend-report.ts';

export function recommendJson(report: RecommendReport): object {
  const { about, recommendation, rules, figures } = report;
  const { selection, candidates, refusals, parameters, replicationCounts } = recommendation;
  const points = pointsOf(recommendation);
  const chosen = (candidate: number) =>
    Object.fromEntries(
      parameters.map(({ name, choices }, index) => [name, choices[candidates[candidate]!.choices[index]!]!.label]),
    );
  return {
    schema_version: SCHEMA_VERSION,
    tool_version: about.toolVersion,
    inputs_sha256: about.inputsSha256,
    scenario_sha256: about.scenarioSha256,
    stack: about.stack,
    region: about.region,
    scenario: about.scenario,
    seed: report.seed,
    ok: selection.winner !== undefined,
    rules: ruleReaches(recommendation, rules).map(({ rule, keptCount, best }) => ({
      rule: rule.text,
      kept_count: keptCount,
      best,
    })),
    confidence: report.confidence,
    loss_ratio_max: selection.lossRatioMax,
    stopped_by: selection.stoppedBy,
    replications: { ...replicationCounts },
    answer: {
      candidate: recommendation.answer,
      choices: chosen(recommendation.answer),
      changes: candidates[recommendation.answer]!.changes,
      ...figuresJson(figures.answer, subjectText(report.wait)),
    },
    as_it_is: figuresJson(figures.asIs, subjectText(report.wait)),
    patch: report.patch,
    taken_back: report.takenBack.map(({ parameter, figures: own }) => ({
      setting: parameters[parameter]!.name,
      ...(own === undefined ? { is_plan: false } : { is_plan: true, ...figuresJson(own, subjectText(report.wait)) }),
    })),
    front: paretoFront(points).map(({ candidate }) => candidate),
    candidates: candidates.map((_, candidate) => {
      const point = points.find(each => each.candidate === candidate);
      return {
        choices: chosen(candidate),
        fate: selection.fates[candidate]!.kind,
        replications: selection.observations[candidate]!.length,
        cost_usd_per_character: point?.costUsd ?? null,
        wait: point?.waitSeconds ?? null,
      };
    }),
    losers: loserGroups(recommendation, rules).map(group =>
      'rule' in group ? { ...group, rule: group.rule.text } : group,
    ),
    refused: refusals.map(({ count, problem }) => ({ count, path: problem.path, message: problem.message })),
  };
}

function figuresJson({ cost, wait, verdicts }: Figures, waitName: string): object {
  return {
    cost_usd_per_character: figureJson(cost),
    wait: { metric: waitName, ...figureJson(wait) },
    rules: verdicts.map(({ threshold, outcome, value }) => ({ rule: threshold.text, outcome, value })),
  };
}

function figureJson({ value, change }: Figure): object {
  return {
    mean: value?.mean ?? null,
    ci95: intervalJson(value),
    change: change?.mean ?? null,
    change_ci95: intervalJson(change),
  };
}

function intervalJson(interval: MeanInterval | null): readonly [number, number] | null {
  return interval === null || interval.low === null || interval.high === null ? null : [interval.low, interval.high];
}
