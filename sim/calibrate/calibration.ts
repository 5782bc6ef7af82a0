/** Everything that files could tell, fitted; and what they could not, with the reason. */
import { STAGE_NAMES, type StageName } from '../../hub/plan/stage-names.ts';
import type { Count, Seconds } from '../../hub/units.ts';
import {
  ARRIVAL_COUNT_MIN,
  ARRIVAL_SPAN_SECONDS_MIN,
  type CalibratedArrivals,
  calibrateArrivals,
  SINCE_1970,
} from './calibrate-arrivals.ts';
import { type CalibratedTimes, calibrateTimes } from './calibrate-times.ts';
import type { ArrivalPeriods, Observations, Recorded } from './observations.ts';
import { SAMPLE_COUNT_MIN, tooSmall } from './sample-size.ts';
import { seriesOf } from './series.ts';

/** What a sample is of: a stage's times, or the times in which a worker loads its models. */
export type Subject = { readonly kind: 'stage'; readonly stage: StageName } | { readonly kind: 'load' };

export type FittedTimes = { readonly subject: Subject; readonly times: CalibratedTimes };

export type Calibration = {
  /** Stages in their order, then loads. */
  readonly fitted: readonly FittedTimes[];
  readonly arrivals: CalibratedArrivals | undefined;
  /** `matte has 12 times, and needs 100: ...` */
  readonly refused: readonly string[];
  /** As in Observations. */
  readonly countByInstanceType: ReadonlyMap<string, Count>;
  readonly lineCount: Count;
  readonly usedCount: Count;
};

/** Later than this are times since 1970 (it is March 1973), earlier ones since the start of a trace. */
const EPOCH_SECONDS_MIN: Seconds = 1e8;

export const subjectName = (subject: Subject): string => (subject.kind === 'stage' ? subject.stage : 'model load');

/** @param startSecondsOfWeek when a trace starts whose times do not say it: seconds after Monday 00:00 UTC, whole hours */
export function calibrate(observations: Observations, startSecondsOfWeek: Seconds): Calibration {
  const refused: string[] = [];
  const fitted = samplesOf(observations).flatMap(([subject, recorded]): readonly FittedTimes[] => {
    const { values, atSeconds } = recorded;
    if (values.length < SAMPLE_COUNT_MIN) {
      refused.push(`${subjectName(subject)} ${tooSmall(values.length)}`);
      return [];
    }
    // Of several files one may not say when.
    const isDated = atSeconds.length === values.length;
    return [{ subject, times: calibrateTimes(seriesOf(isDated ? atSeconds : undefined, values)) }];
  });
  return {
    fitted,
    arrivals: arrivalsOf(observations.arrivals, startSecondsOfWeek, refused),
    refused,
    countByInstanceType: observations.countByInstanceType,
    lineCount: observations.lineCount,
    usedCount: observations.usedCount,
  };
}

function samplesOf({ stageSeconds, loadSeconds }: Observations): readonly (readonly [Subject, Recorded])[] {
  const stages = STAGE_NAMES.flatMap(stage => {
    const recorded = stageSeconds.get(stage);
    return recorded === undefined ? [] : [[{ kind: 'stage', stage }, recorded] as const];
  });
  return loadSeconds.values.length === 0 ? stages : [...stages, [{ kind: 'load' }, loadSeconds]];
}

function arrivalsOf(
  arrivals: ArrivalPeriods,
  startSecondsOfWeek: Seconds,
  refused: string[],
): CalibratedArrivals | undefined {
  const { countByStart, fromSeconds, toSeconds } = arrivals;
  if (countByStart.size === 0) return undefined;
  const count = [...countByStart.values()].reduce((sum, each) => sum + each, 0);
  if (count < ARRIVAL_COUNT_MIN) {
    refused.push(`arrivals: ${count} came, and ${ARRIVAL_COUNT_MIN} are needed: fewer say nothing of 168 hours`);
    return undefined;
  }
  if (toSeconds - fromSeconds < ARRIVAL_SPAN_SECONDS_MIN) {
    const hours = ((toSeconds - fromSeconds) / 3600).toFixed(1);
    refused.push(`arrivals span ${hours} h, and need a day, better a week or two: the rest of the week is not in them`);
    return undefined;
  }
  const clock = fromSeconds >= EPOCH_SECONDS_MIN ? SINCE_1970 : { zeroSecondsOfWeek: startSecondsOfWeek };
  return calibrateArrivals(arrivals, clock);
}
