/** What every benchmark module gives: add one by listing it in bench/run.ts. */

/** One number of one benchmark; a row of results.csv. */
export type Measurement = {
  readonly benchmark: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
};

export type BenchmarkOptions = {
  /** About a tenth of the work: to see that it runs, not to quote. */
  readonly isQuick: boolean;
};

export type Benchmark = {
  /** What a person types to select it. */
  readonly name: string;
  readonly run: (options: BenchmarkOptions) => Measurement[] | Promise<Measurement[]>;
};

/** The middle one of an odd number of values (the upper middle of an even number). */
export function median(values: readonly number[]): number {
  const middle = [...values].sort((left, right) => left - right)[values.length >> 1];
  if (middle === undefined) throw new Error('median of nothing');
  return middle;
}
