import { SCHEMA_VERSION } from '../../gate/parse-baseline.ts';
import type { SensitivityReport } from './sensitivity-report.ts';

/** Effects in the unit of the metric, for a setting's whole range; from the largest. */
export function sensitivityJson({ about, result }: SensitivityReport): object {
  return {
    schema_version: SCHEMA_VERSION,
    tool_version: about.toolVersion,
    inputs_sha256: about.inputsSha256,
    stack: about.stack,
    region: about.region,
    scenario: about.scenario,
    seed: about.seed,
    replications: result.replications,
    trajectories: result.trajectories,
    trajectories_passed_over: result.passedOver,
    metrics: result.metrics.map(({ metric, today, effects }) => ({
      metric: metric.name,
      unit: metric.unit,
      today,
      effects: effects.map(({ factor, size, interval, mean, deviation }) => ({
        setting: factor.path,
        low: factor.low,
        high: factor.high,
        mean_absolute_effect: size,
        ci95: interval,
        mean_effect: mean,
        deviation,
      })),
    })),
  };
}
