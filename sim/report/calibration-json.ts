/** The JSON of a calibration, schema version 1. */
import { type CalibratedTimes, quantilesOfUsed } from '../calibrate/calibrate-times.ts';
import { subjectName } from '../calibrate/calibration.ts';
import { planChanges } from '../calibrate/plan-changes.ts';
import { gapCvOf } from '../calibrate/scenario-text.ts';
import { SCHEMA_VERSION } from '../gate/parse-baseline.ts';
import { type CalibrationReport, COMPARED } from './calibration-report.ts';

export function calibrationJson(report: CalibrationReport): object {
  const { toolVersion, files, calibration, instanceType, bootPath } = report;
  const { fitted, arrivals, refused, lineCount, usedCount } = calibration;
  return {
    schema_version: SCHEMA_VERSION,
    tool_version: toolVersion,
    files,
    line_count: lineCount,
    used_count: usedCount,
    instance_type: instanceType ?? null,
    log_count_by_instance_type: Object.fromEntries(calibration.countByInstanceType),
    times: fitted.map(({ subject, times }) => ({ of: subjectName(subject), ...timesJson(times) })),
    arrivals:
      arrivals === undefined
        ? null
        : {
            count: arrivals.count,
            span_seconds: arrivals.spanSeconds,
            users_per_hour_of_week: arrivals.perHour,
            guessed_hour_count: arrivals.guessedHourCount,
            dispersion: arrivals.dispersion ?? null,
            gap_cv: gapCvOf(arrivals),
          },
    refused,
    changes: planChanges(calibration, bootPath),
  };
}

function timesJson(times: CalibratedTimes): object {
  const { seen, usedSeconds, recency, candidates, trainCount, holdOutCount, chosen, why } = times;
  return {
    count: seen.count,
    used_count: usedSeconds.length,
    used_days: recency.days ?? null,
    day_ahead_error_ratio: recency.dayAheadErrorRatio ?? null,
    day_ahead_error_ratio_of_all: recency.dayAheadErrorRatioOfAll ?? null,
    mean_seconds: seen.meanSeconds,
    cv: seen.cv,
    min_seconds: seen.minSeconds,
    max_seconds: seen.maxSeconds,
    train_count: trainCount,
    hold_out_count: holdOutCount,
    candidates: candidates.map(({ fit, holdOut }) => ({
      kind: fit.kind,
      hold_out_error_ratio: holdOut.errorRatio,
      quantile_mape_ratio: holdOut.quantileMapeRatio,
      ks_distance: holdOut.ksDistance,
    })),
    chosen: chosen.distribution,
    why,
    quantiles: quantilesOfUsed(times, COMPARED).map((seconds, index) => ({
      probability: COMPARED[index],
      seen_seconds: seconds,
      fitted_seconds: chosen.quantileOf(COMPARED[index]!),
    })),
  };
}
