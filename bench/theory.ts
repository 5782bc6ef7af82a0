/**
 * The long runs of test/theory: every closed form with an interval narrow enough to quote, 99 % busy queues among them.
 * Fails when a closed form lies outside its interval or an interval is wider than asked for.
 */
import { validationRows } from '../test/theory/validation-table.ts';
import type { Benchmark, Measurement } from './benchmark.ts';

export const theory: Benchmark = {
  name: 'theory',
  run({ isQuick }): Measurement[] {
    const measurements: Measurement[] = [];
    const complaints: string[] = [];
    for (const row of validationRows(isQuick ? 'test' : 'bench')) {
      const what = `${row.caseName}, ${row.quantity}`;
      measurements.push(
        { benchmark: 'theory', metric: `${what}, over closed form`, value: row.simulated / row.theory, unit: 'ratio' },
        { benchmark: 'theory', metric: `${what}, half width`, value: row.halfWidthRatio, unit: 'ratio' },
      );
      // Written so that NaN is a complaint.
      if (!(Math.abs(row.errorRatio) <= row.halfWidthRatio)) complaints.push(`${what}: the closed form is outside`);
      if (!(row.halfWidthRatio <= row.halfWidthRatioMax)) complaints.push(`${what}: the interval is too wide`);
    }
    if (complaints.length > 0) throw new Error(`theory\n${complaints.join('\n')}`);
    return measurements;
  },
};
