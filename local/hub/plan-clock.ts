/** The plan's time on one machine: so many times as fast as the clock on the wall, from a moment that is 0. */
import type { Seconds } from '../../hub/units.ts';

export type PlanClock = {
  /** How many seconds of the plan pass in one of the wall. */
  readonly timeScale: number;
  /** Seconds of the plan since it began. */
  readonly nowSeconds: () => Seconds;
  /** Of the plan, at a moment of the wall (epoch milliseconds). */
  readonly secondsAt: (epochMilliseconds: number) => Seconds;
  /** Seconds of the wall from now until then; 0 for what has been. */
  readonly wallSecondsUntil: (planSeconds: Seconds) => Seconds;
  /** It is 0 now. Until then it was 0 when the clock was made. */
  readonly begin: () => void;
};

/** @param now epoch milliseconds */
export function createPlanClock(timeScale: number, now: () => number): PlanClock {
  let beganMilliseconds = now();
  const secondsAt = (epochMilliseconds: number) => ((epochMilliseconds - beganMilliseconds) / 1000) * timeScale;
  return {
    timeScale,
    secondsAt,
    nowSeconds: () => secondsAt(now()),
    begin: () => {
      beganMilliseconds = now();
    },
    wallSecondsUntil: planSeconds => Math.max(0, (planSeconds - secondsAt(now())) / timeScale),
  };
}
