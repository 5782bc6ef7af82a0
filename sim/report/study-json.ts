/**
 * The JSON of a study, schema version 1. Keys are snake_case and stay; new ones may come. The same inputs give the same
 * bytes whatever the machine, the moment and the number of threads.
 */
import type { Problem } from '../../hub/yaml/problem.ts';
import type { Verdict } from '../gate/judge-threshold.ts';
import { SCHEMA_VERSION } from '../gate/parse-baseline.ts';
import type { CombinedSummary, ScalarSummary } from '../measure/summary.ts';
import type { CostLine } from '../study/replication-summary.ts';
import type { Portrait, StudyResult } from '../study/study-result.ts';
import { unitOf } from './format-metric.ts';
import type { StudyReport } from './study-report.ts';

export function studyJson(report: StudyReport): object {
  const { result } = report;
  return {
    schema_version: SCHEMA_VERSION,
    tool_version: report.toolVersion,
    inputs_sha256: report.inputsSha256,
    scenario_sha256: report.scenarioSha256,
    stack: report.stack,
    region: report.region,
    scenario: report.scenario,
    seed: result.seed,
    replications: result.replications,
    stopped_by: result.stoppedBy,
    precision_ratio: result.precisionRatio,
    horizon_seconds_max: result.horizonSecondsMax,
    unsettled_count: result.unsettledCount,
    warmup_deleted_count_mean: result.warmupDeletedCountMean,
    unsteady_count: result.unsteadyCount,
    event_count_mean: result.eventCountMean,
    metrics: metricsJson(result),
    thresholds: report.verdicts.map(verdictJson),
    values: result.values,
    costs: costsJson(result),
    timeline: timelineJson(result.portrait),
    decisions: decisionsJson(result.portrait),
    settings: Object.fromEntries(report.settings().map(({ path, value }) => [path, value ?? null])),
    warnings: report.warnings.map(problemJson),
  };
}

/** Samples and scalars in one table; a metric that was never observed is null. */
export function metricsJson({ samples, scalars }: StudyResult): Readonly<Record<string, object | null>> {
  const entries = [
    ...Object.entries(samples).map(([key, summary]) => [key, summary && sampleJson(key, summary)] as const),
    ...Object.entries(scalars).map(([key, summary]) => [key, summary && scalarJson(key, summary)] as const),
  ];
  return Object.fromEntries(entries);
}

/** `quantile_error_ratio` stands only where quantiles come from a sketch and not from all values. */
function sampleJson(key: string, summary: CombinedSummary): object {
  const { mean, p50, p90, p95, p99, max, ci95, replications, errorRatio } = summary;
  const intervals = { ci95: ci95?.mean ?? null, p95_ci95: ci95?.p95 ?? null };
  const error = errorRatio === undefined ? {} : { quantile_error_ratio: errorRatio };
  return { unit: unitOf(key), mean, p50, p90, p95, p99, max, ...intervals, replications, ...error };
}

function scalarJson(key: string, { mean, min, max, ci95, replications }: ScalarSummary): object {
  return { unit: unitOf(key), mean, min, max, ci95, replications };
}

function costsJson({ costShares, costLines }: StudyResult): object {
  return {
    shares: costShares.map(({ category, usd, usdPerCharacter }) => ({
      category,
      usd,
      usd_per_character: usdPerCharacter,
    })),
    lines: costLines.map(({ item, category, market, group, instanceType, quantity, unit, usd }: CostLine) => {
      return { item, category, market, group, instance_type: instanceType, quantity, unit, usd };
    }),
  };
}

function timelineJson({ replication, queueNames, groups, timeline }: Portrait): object {
  const byGroup = (series: readonly (readonly number[])[]) =>
    Object.fromEntries(groups.map(({ name }, index) => [name, series[index] ?? []]));
  return {
    replication,
    at_seconds: timeline.atSeconds,
    backlog: Object.fromEntries(queueNames.map((name, index) => [name, timeline.backlog[index] ?? []])),
    in_service: byGroup(timeline.inService),
    pending: byGroup(timeline.pending),
    warm_pooled: byGroup(timeline.warmPooled),
  };
}

function decisionsJson({ decisions, groups }: Portrait): readonly object[] {
  return decisions.map(({ atSeconds, group, policy, fromCount, toCount, reason }) => ({
    at_seconds: atSeconds,
    group: groups[group]?.name ?? null,
    policy,
    from_count: fromCount,
    to_count: toCount,
    reason,
  }));
}

/** `ok` is true for a threshold that is kept, and for no other. */
export function verdictJson(verdict: Verdict): object {
  const { threshold, outcome, value, interval, observedCount, replicationsNeeded } = verdict;
  return {
    threshold: threshold.text,
    ok: outcome === 'kept',
    outcome,
    value,
    ci95: interval,
    observed_count: observedCount,
    replications_needed: replicationsNeeded,
  };
}

export function problemJson({ file, line, column, path, message, hint }: Problem): object {
  return { file, line, column, path, message, hint: hint ?? null };
}
