/**
 * The state an alarm takes, given what it sees. Source: CloudWatch guide, AlarmThatSendsEmail, 2023-05-18, "How alarm
 * state is evaluated when data is missing" [H].
 */
import { assertNever } from '../../../hub/assert-never.ts';
import type { AlarmSpec } from '../../../hub/scaling/policy.ts';
import type { Count } from '../../../hub/units.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** The real datapoints an evaluation found: the newest N, or all there are when fewer. */
export type SeenDatapoints = {
  readonly realCount: Count;
  readonly breachingCount: Count;
  /** Age of the oldest breaching one in periods: 1 for the newest period. 0 when none breaches. */
  readonly oldestBreachingAge: Count;
};

/**
 * The new state. With N real datapoints, M breaching ones make ALARM and the missing-data setting plays no part.
 * With fewer, real points are still evaluated, and the setting fills the rest:
 * - `breaching` and `notBreaching` fill with bad and good points.
 * - `missing` and `ignore` let a real good point make OK. When all real points breach but are fewer than M, `ignore`
 *   keeps the state, and `missing` waits in INSUFFICIENT_DATA until the oldest is M periods old, then takes ALARM: the
 *   next point might still be good (the guide's premature transitions). For fewer the guide's table of 2019 has the
 *   INSUFFICIENT_DATA rows, the one of 2023 no longer prints them [M].
 *
 * Example: 3 of 3 and `- - X - -`: ALARM, kept, ALARM, OK for missing, ignore, breaching, notBreaching.
 */
export function judgeAlarm(spec: AlarmSpec, seen: SeenDatapoints, current: AlarmState): AlarmState {
  const { realCount, breachingCount, oldestBreachingAge } = seen;
  if (breachingCount >= spec.datapointsToAlarm) return 'ALARM';
  const missingCount = spec.evaluationPeriods - realCount;
  if (missingCount === 0) return 'OK';
  switch (spec.missingData) {
    case 'notBreaching':
      return 'OK';
    case 'breaching':
      return breachingCount + missingCount >= spec.datapointsToAlarm ? 'ALARM' : 'OK';
    case 'ignore':
      return realCount > breachingCount ? 'OK' : current;
    case 'missing':
      if (realCount > breachingCount) return 'OK';
      return oldestBreachingAge >= spec.datapointsToAlarm ? 'ALARM' : 'INSUFFICIENT_DATA';
    default:
      return assertNever(spec.missingData);
  }
}
