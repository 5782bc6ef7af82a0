/**
 * A CloudWatch metric alarm as a state machine fed with time. It runs every simulated minute for weeks, so one
 * evaluation reads at most N + 2 datapoints and allocates one small result.
 * Source: CloudWatch guide, AlarmThatSendsEmail, 2023-05-18 [H].
 */
import type { AlarmSpec } from '../../../hub/scaling/policy.ts';
import { SECONDS_PER_MINUTE, type Seconds } from '../../../hub/units.ts';
import { breaches } from './breaches.ts';
import { evaluationRange } from './evaluation-range.ts';
import { type AlarmState, judgeAlarm } from './judge-alarm.ts';
import { type MetricSeries, meanPublished } from './metric-series.ts';

/** Alarms of a minute or longer are evaluated once a minute, whatever their period [H]. */
const EVALUATION_INTERVAL_SECONDS = 60;

export type Alarm = {
  readonly spec: AlarmSpec;
  /** When in the minute it is evaluated, 0 <= phase < 60. AWS does not say; the caller draws it. */
  readonly phaseSeconds: Seconds;
  state: AlarmState;
};

export type AlarmEvaluation = {
  readonly state: AlarmState;
  readonly stateChanged: boolean;
  /** The Auto Scaling action is to run now: on entering ALARM, and again each minute while it holds. */
  readonly actionDue: boolean;
  /**
   * What a policy is given: the mean of the newest N real datapoints of the range, or of those there are. Undefined
   * when there are none; an action then has nothing to act on.
   */
  readonly datapoint: number | undefined;
};

/**
 * A new alarm, in INSUFFICIENT_DATA. Its period must be a multiple of 60 s, as all metrics here have one datapoint a
 * minute; a policy with another is refused long before, so it throws a plain Error.
 */
export function createAlarm(spec: AlarmSpec, phaseSeconds: Seconds = 0): Alarm {
  if (!(spec.periodSeconds > 0) || spec.periodSeconds % SECONDS_PER_MINUTE !== 0) {
    throw new Error(`alarm ${spec.name}: periodSeconds must be a multiple of 60 (saw ${spec.periodSeconds})`);
  }
  return { spec, phaseSeconds, state: 'INSUFFICIENT_DATA' };
}

/** The first evaluation strictly after `afterSeconds`. Example: phase 7, after 60 -> 67; after 67 -> 127. */
export function nextEvaluationSeconds(alarm: Alarm, afterSeconds: Seconds): Seconds {
  const { phaseSeconds } = alarm;
  const passedCount = Math.floor((afterSeconds - phaseSeconds) / EVALUATION_INTERVAL_SECONDS);
  const nextSeconds = phaseSeconds + (passedCount + 1) * EVALUATION_INTERVAL_SECONDS;
  // Asked at an evaluation, the quotient may fall short of the whole number by a bit: then that was this very evaluation.
  return nextSeconds > afterSeconds ? nextSeconds : phaseSeconds + (passedCount + 2) * EVALUATION_INTERVAL_SECONDS;
}

/**
 * Evaluates the alarm at `nowSeconds`, changes its state, and says what follows.
 *
 * 1. Periods slide: the newest ends with the last full minute, so a five-minute alarm sees minutes 1-5, then 2-6.
 * 2. Looking back through the evaluation range, the newest N real datapoints are taken, or all there are.
 * 3. `judgeAlarm` turns them into a state.
 *
 * Example: `> 10`, 1 of 1, the minute from 0 to 60 with value 12 published at 80: INSUFFICIENT_DATA with `missing`
 * at 67, ALARM with an action due at 127, and again at 187.
 */
export function evaluateAlarm(alarm: Alarm, series: MetricSeries, nowSeconds: Seconds): AlarmEvaluation {
  const { spec } = alarm;
  const range = evaluationRange(spec);
  let toSeconds = Math.floor(nowSeconds / SECONDS_PER_MINUTE) * SECONDS_PER_MINUTE;
  let realCount = 0;
  let breachingCount = 0;
  let oldestBreachingAge = 0;
  let sum = 0;
  for (let age = 1; age <= range && realCount < spec.evaluationPeriods; age += 1) {
    const fromSeconds = toSeconds - spec.periodSeconds;
    const value = meanPublished(series, fromSeconds, toSeconds, nowSeconds);
    toSeconds = fromSeconds;
    if (Number.isNaN(value)) continue;
    realCount += 1;
    sum += value;
    if (!breaches(spec, value)) continue;
    breachingCount += 1;
    oldestBreachingAge = age;
  }
  const before = alarm.state;
  const state = judgeAlarm(spec, { realCount, breachingCount, oldestBreachingAge }, before);
  alarm.state = state;
  const datapoint = realCount === 0 ? undefined : sum / realCount;
  return { state, stateChanged: state !== before, actionDue: state === 'ALARM', datapoint };
}
