/**
 * A confidence interval with control variates: what is known about the inputs is used to take their luck out of the
 * output. A replication that happened to draw longer services than their mean waits longer for that reason; regression
 * on the draws' own deviations, whose mean is exactly 0, removes it. Without controls it is the plain t interval.
 *
 * S. S. Lavenberg and P. D. Welch, "A perspective on the use of control variables to increase the efficiency of Monte
 * Carlo simulations", Management Science 27(3), 1981: intercept of the least squares fit, its standard error, and
 * replications - controls - 1 degrees of freedom.
 */
import type { MeanInterval } from '../../sim/measure/interval.ts';
import { studentTQuantile } from '../../sim/measure/student-t.ts';

/**
 * @param values one per replication
 * @param controls [replication][control], each control with mean exactly 0
 * @example controlledInterval([9, 10, 11], [[], [], []], 0.95).mean   // 10
 */
export function controlledInterval(
  values: readonly number[],
  controls: readonly (readonly number[])[],
  confidence: number,
): MeanInterval {
  const count = values.length;
  const columns = 1 + (controls[0]?.length ?? 0);
  const degrees = count - columns;
  if (degrees < 1) throw new Error(`${columns - 1} controls need at least ${columns + 1} replications (saw ${count})`);
  const rows = controls.map(row => [1, ...row]);
  // 1. The inverse of X'X, whose first diagonal element scales the intercept's variance.
  const inverse = inverseOf(products(rows, rows, columns));
  // 2. Coefficients = inverse X'y; the intercept is the estimate.
  const projected = rows[0]!.map((_, column) => rows.reduce((sum, row, i) => sum + row[column]! * values[i]!, 0));
  const coefficients = inverse.map(row => row.reduce((sum, value, i) => sum + value * projected[i]!, 0));
  // 3. What the fit leaves over gives the noise.
  const squares = rows.reduce((sum, row, i) => {
    const fitted = row.reduce((total, value, column) => total + value * coefficients[column]!, 0);
    return sum + (values[i]! - fitted) ** 2;
  }, 0);
  const mean = coefficients[0]!;
  const standardError = Math.sqrt((squares / degrees) * inverse[0]![0]!);
  const halfWidth = studentTQuantile((1 + confidence) / 2, degrees) * standardError;
  return { mean, halfWidth, low: mean - halfWidth, high: mean + halfWidth, count };
}

function products(left: readonly number[][], right: readonly number[][], columns: number): number[][] {
  return Array.from({ length: columns }, (_, a) =>
    Array.from({ length: columns }, (_, b) => left.reduce((sum, row, i) => sum + row[a]! * right[i]![b]!, 0)),
  );
}

/** Gauss and Jordan, with row exchanges; the matrices here are at most a handful wide. */
function inverseOf(matrix: readonly number[][]): number[][] {
  const size = matrix.length;
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let pivot = 0; pivot < size; pivot += 1) {
    let best = pivot;
    for (let row = pivot + 1; row < size; row += 1) {
      if (Math.abs(work[row]![pivot]!) > Math.abs(work[best]![pivot]!)) best = row;
    }
    [work[pivot], work[best]] = [work[best]!, work[pivot]!];
    const top = work[pivot]!;
    const scale = top[pivot]!;
    if (scale === 0) throw new Error('a control is constant or a sum of others: leave it out');
    for (let column = 0; column < 2 * size; column += 1) top[column]! /= scale;
    for (const [index, row] of work.entries()) {
      const factor = row[pivot]!;
      if (index === pivot || factor === 0) continue;
      for (let column = 0; column < 2 * size; column += 1) row[column]! -= factor * top[column]!;
    }
  }
  return work.map(row => row.slice(size));
}
