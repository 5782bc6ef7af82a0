import type { Count } from '../../hub/units.ts';
import { meanInterval } from '../measure/interval.ts';
import { standardDeviationOfSample } from '../measure/sample-statistics.ts';
import type { Trajectory } from './morris-design.ts';

export type Effect = {
  /** Mean of |change of the outcome for the whole range|: how much a factor matters. In the unit of the outcome. */
  readonly size: number;
  /** 95 % t interval of the size, over trajectories, not below 0; null below two. */
  readonly interval: readonly [number, number] | null;
  /** Mean with its sign: which way. */
  readonly mean: number;
  /** Standard deviation of the effects; large beside the size where a factor bends or depends on others. Null below two. */
  readonly deviation: number | null;
  readonly count: Count;
};

const CONFIDENCE = 0.95;

/**
 * One effect per factor and trajectory, and what they have in common. A factor that changes nothing has effects of exactly 0.
 *
 * @param outcomes [trajectory][point]
 * @example of a + 3 b over 0..1 each: sizes 1 and 3, deviations 0
 */
export function elementaryEffects(
  trajectories: readonly Trajectory[],
  outcomes: readonly (readonly number[])[],
): readonly Effect[] {
  const factorCount = trajectories[0]?.changed.length ?? 0;
  const effects: number[][] = Array.from({ length: factorCount }, () => []);
  for (const [walk, { points, changed }] of trajectories.entries()) {
    for (const [step, factor] of changed.entries()) {
      const moved = points[step + 1]![factor]! - points[step]![factor]!;
      effects[factor]!.push((outcomes[walk]![step + 1]! - outcomes[walk]![step]!) / moved);
    }
  }
  return effects.map(summaryOf);
}

function summaryOf(effects: readonly number[]): Effect {
  const { mean: size, low, high } = meanInterval(effects.map(Math.abs), CONFIDENCE);
  const isAlone = effects.length < 2;
  const isConstant = effects.every(effect => effect === effects[0]);
  return {
    size,
    interval: low === null || high === null ? null : [Math.max(0, low), high],
    mean: meanInterval(effects, CONFIDENCE).mean,
    deviation: isAlone ? null : isConstant ? 0 : standardDeviationOfSample(effects),
    count: effects.length,
  };
}
