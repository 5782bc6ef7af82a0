import { HubError } from '../../hub/errors.ts';
import type { Subject } from '../../hub/gate/parse-subject.ts';
import type { Count } from '../../hub/units.ts';
import type { SimulationInput } from '../model/simulation-input.ts';
import type { PlayOptions } from '../study/play.ts';
import { playMany } from '../study/play-many.ts';
import { type ChangeProblem, changeInput, type SweepBase, takesWholeNumbersOnly } from '../sweep/change-input.ts';
import { estimatesOf } from '../sweep/estimates-of.ts';
import type { SweepMetric } from '../sweep/sweep-record.ts';
import { elementaryEffects } from './elementary-effects.ts';
import type { Factor } from './factors.ts';
import type { MetricEffects, SensitivityResult } from './sensitivity-result.ts';
import { validTrajectories } from './valid-trajectories.ts';

export type SensitivityStudy = {
  readonly base: SweepBase;
  /** At least one. */
  readonly factors: readonly Factor[];
  readonly trajectoryCount: Count;
  readonly metrics: readonly (SweepMetric & { readonly subject: Subject })[];
};

/**
 * Plays the points of all walks on common random numbers, as many replications each as the base's scenario says at most.
 *
 * @param onProgress points played so far, of all
 * @throws HubError CONFIG_INVALID when no walk is free of plans that are none; INTERRUPTED after an abort
 */
export async function playSensitivity(
  { base, factors, trajectoryCount, metrics }: SensitivityStudy,
  { onProgress, ...options }: PlayOptions,
): Promise<SensitivityResult> {
  // 1. Walks, and the plan of each of their points.
  const isWhole = factors.map(({ path, low }) => takesWholeNumbersOnly(base, path, low) === true);
  const inputs = new Map<readonly number[], SimulationInput>();
  const problemOf = (point: readonly number[]): ChangeProblem | undefined => {
    const changed = changeInput(
      base,
      factors.map(({ path, low, high }, index) => {
        const value = low + point[index]! * (high - low);
        return { path, value: isWhole[index] ? Math.round(value) : Number(value.toPrecision(12)) };
      }),
    );
    if (changed.kind === 'problems') return changed.problems[0];
    inputs.set(point, changed.input);
    return undefined;
  };
  const found = validTrajectories(
    { factorCount: factors.length, count: trajectoryCount, seed: base.input.seed },
    problemOf,
  );
  if (found.trajectories.length < trajectoryCount)
    throw tooFew(found.trajectories.length, trajectoryCount, found.reason);
  // 2. Today's plan, and then walk by walk.
  const replications = base.input.scenario.replications.max;
  const pointCount = 1 + trajectoryCount * (factors.length + 1);
  let doneCount = 0;
  const meansOf = async (played: readonly SimulationInput[]) => {
    const runs = played.flatMap((_, input) =>
      Array.from({ length: replications }, (_, replication) => ({ input, replication })),
    );
    const summaries = await playMany(played, runs, {
      ...options,
      onProgress: runCount => onProgress?.(doneCount + Math.floor(runCount / replications), pointCount),
    });
    doneCount += played.length;
    return played.map((_, point) => {
      const own = summaries.slice(point * replications, (point + 1) * replications);
      return estimatesOf(
        own,
        metrics.map(({ subject }) => subject),
      ).map(({ mean }) => mean);
    });
  };
  const [today] = await meansOf([base.input]);
  const walks: (readonly (readonly (number | null)[])[])[] = [];
  for (const { points } of found.trajectories) walks.push(await meansOf(points.map(point => inputs.get(point)!)));
  // 3. Effects, metric by metric.
  return {
    trajectories: trajectoryCount,
    passedOver: found.passedOver,
    replications,
    metrics: metrics.map(({ name, unit }, column): MetricEffects => {
      const outcomes = walks.map(walk => walk.map(point => point[column] ?? null));
      const seen = found.trajectories.flatMap((trajectory, walk) => {
        const own = outcomes[walk]!.filter(outcome => outcome !== null);
        return own.length === trajectory.points.length ? [{ trajectory, own }] : [];
      });
      const effects = elementaryEffects(
        seen.map(({ trajectory }) => trajectory),
        seen.map(({ own }) => own),
      );
      return {
        metric: { name, unit },
        today: today?.[column] ?? null,
        effects: effects
          .map((effect, index) => ({ factor: factors[index]!, ...effect }))
          .toSorted((a, b) => b.size - a.size),
      };
    }),
  };
}

function tooFew(foundCount: Count, wantedCount: Count, reason: ChangeProblem | undefined): HubError {
  const why = reason === undefined ? '' : `: ${reason.path} ${reason.message}`;
  return new HubError('CONFIG_INVALID', `only ${foundCount} of ${wantedCount} walks pass valid plans alone${why}`, {
    hint: 'narrow the range of that setting with --vary PATH=low:high',
  });
}
