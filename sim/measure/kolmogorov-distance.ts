/**
 * The largest distance between the sample's distribution and `cdf` (Kolmogorov and Smirnov). Of n draws from `cdf` itself
 * it exceeds 1.95 / sqrt(n) once in a thousand samples.
 */
export function kolmogorovDistance(sample: ArrayLike<number>, cdf: (value: number) => number): number {
  const sorted = Float64Array.from(sample).sort();
  let distance = 0;
  for (let index = 0; index < sorted.length; index += 1) {
    const expected = cdf(sorted[index]!);
    distance = Math.max(distance, expected - index / sorted.length, (index + 1) / sorted.length - expected);
  }
  return distance;
}
