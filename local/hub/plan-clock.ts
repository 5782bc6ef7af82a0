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
};

/** @param beganMilliseconds epoch milliseconds at which the plan's time is 0 */
export function createPlanClock(timeScale: number, beganMilliseconds: number, now: () => number): PlanClock {
  const secondsAt = (epochMilliseconds: number) => ((epochMilliseconds - beganMilliseconds) / 1000) * timeScale;
  return {
    timeScale,
    secondsAt,
    nowSeconds: () => secondsAt(now()),
    wallSecondsUntil: planSeconds => Math.max(0, (planSeconds - secondsAt(now())) / timeScale),
  };
}
