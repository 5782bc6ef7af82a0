/** Builders the tests of this folder share. */
import type { AlarmSpec } from '../../../hub/scaling/policy.ts';
import { type Alarm, type AlarmEvaluation, createAlarm, evaluateAlarm } from './alarm.ts';
import { minutesNeeded } from './evaluation-range.ts';
import { createMetricSeries, type MetricSeries, publish } from './metric-series.ts';

/** 3 of 3 minutes above 3, missing data as `missing`, unless said otherwise: the alarm of the guide's figures. */
export function alarmSpec(fields: Partial<AlarmSpec> = {}): AlarmSpec {
  return {
    name: 'alarm',
    metric: 'visible',
    comparison: '>',
    threshold: 3,
    periodSeconds: 60,
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    missingData: 'missing',
    ...fields,
  };
}

/**
 * A series written as the guide writes it, oldest first: 0 is a good point, X a breaching one, - a missing one. Each is
 * one minute from time 0 and published at the minute's end.
 */
export function seriesOf(points: string, spec: AlarmSpec): MetricSeries {
  const series = createMetricSeries(minutesNeeded(spec));
  [...points.replaceAll(' ', '')].forEach((point, minute) => {
    if (point !== '-') publish(series, minute * 60, point === 'X' ? 9 : 0, (minute + 1) * 60);
  });
  return series;
}

/** An alarm in the state given, evaluated once at the end of the points. */
export function evaluateOnce(points: string, spec: AlarmSpec, state: Alarm['state']): AlarmEvaluation {
  const alarm = createAlarm(spec);
  alarm.state = state;
  return evaluateAlarm(alarm, seriesOf(points, spec), points.replaceAll(' ', '').length * 60);
}
