/**
 * Asserts |actual - expected| <= tolerance. The tolerance is absolute and in the unit of the values, so that the test
 * says how wrong it may be in terms a reader can judge; a relative one is written `near(x, y, 0.01 * y)`.
 * NaN is near nothing, and an infinity only fails: neither is a measurement.
 *
 * @throws Error (not uvu's Assertion, which `assert.throws` lets through) when the values are further apart.
 * @throws RangeError when the tolerance is negative or not finite, because such a test cannot mean anything.
 * @example near(0.1 + 0.2, 0.3, 1e-12)
 */
export function near(actual: number, expected: number, tolerance: number, message = 'values differ'): void {
  if (!Number.isFinite(tolerance) || tolerance < 0) {
    throw new RangeError(`near needs a finite tolerance >= 0 (saw ${tolerance})`);
  }
  const difference = Math.abs(actual - expected);
  if (difference <= tolerance) return;
  throw new Error(`${message}: saw ${actual}, wanted ${expected} within ${tolerance}, differs by ${difference}`);
}
