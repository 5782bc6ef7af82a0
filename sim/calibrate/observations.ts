/** What was found in the files, as it is found: nothing is reckoned here but the limits of what is kept. */
import type { StageName } from '../../hub/plan/stage-names.ts';
import type { Count, Seconds } from '../../hub/units.ts';
import type { Problem } from '../../hub/yaml/problem.ts';

/** Times one by one; `atSeconds` as long as `values`, or empty where a file does not say when. */
export type Recorded = { readonly atSeconds: Seconds[]; readonly values: number[] };

export type Observations = {
  readonly stageSeconds: Map<StageName, Recorded>;
  /** Of all models of a worker, at its start. */
  readonly loadSeconds: Recorded;
  /** Arrivals by when each period of five minutes or longer begins; of single times, their own period. */
  readonly arrivals: ArrivalPeriods;
  /** Stages and loads in workers' logs by the instance type on which they were made, wanted or not; '' where it is not said. */
  readonly countByInstanceType: Map<string, Count>;
  /** Lines or datapoints that were read, and those that said something. */
  lineCount: Count;
  usedCount: Count;
  /** The first few: a file that is wrong once is usually wrong in every row. */
  readonly problems: Problem[];
  problemCount: Count;
};

export type ArrivalPeriods = {
  /** [start of the period, seconds since 1970 or since a trace's start] -> how many came. */
  readonly countByStart: Map<Seconds, Count>;
  /** Length of a period; the longest of all files. 0: none yet. */
  periodSeconds: Seconds;
  /** From the first to the last moment that is covered. */
  fromSeconds: Seconds;
  toSeconds: Seconds;
};

const PROBLEM_COUNT_MAX = 10;

export const emptyRecord = (): Recorded => ({ atSeconds: [], values: [] });

export function emptyObservations(): Observations {
  return {
    stageSeconds: new Map(),
    loadSeconds: emptyRecord(),
    arrivals: { countByStart: new Map(), periodSeconds: 0, fromSeconds: Infinity, toSeconds: -Infinity },
    countByInstanceType: new Map(),
    lineCount: 0,
    usedCount: 0,
    problems: [],
    problemCount: 0,
  };
}

/** @param atSeconds undefined where the file does not say */
export function record(into: Recorded, value: number, atSeconds: Seconds | undefined): void {
  into.values.push(value);
  if (atSeconds !== undefined) into.atSeconds.push(atSeconds);
}

export function recordOf(observations: Observations, stage: StageName): Recorded {
  const known = observations.stageSeconds.get(stage);
  if (known !== undefined) return known;
  const made = emptyRecord();
  observations.stageSeconds.set(stage, made);
  return made;
}

export function report(observations: Observations, problem: Problem): void {
  observations.problemCount += 1;
  if (observations.problems.length < PROBLEM_COUNT_MAX) observations.problems.push(problem);
}

/** A time that took `value` seconds: finite and not negative. */
export const isDuration = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;
