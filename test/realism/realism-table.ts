/** The table of docs/CALIBRATION.md: what was foretold of five days, beside what a replay of these days gives. */
import { fitQuantiles } from '../../sim/calibrate/fit/fit-quantiles.ts';
import { type Figures, learn, type Prediction, predict, unlearned } from './predict-days.ts';
import type { Requests } from './sd-requests.ts';

/** From a fleet that is behind for hours every day to one at which nobody waits. */
export const SERVER_COUNTS = [1, 2, 3, 4, 5, 6, 8] as const;
export const FIGURES = [
  'waitP50',
  'waitP95',
  'turnaroundP50',
  'turnaroundP95',
] as const satisfies readonly (keyof Figures)[];

export type Row = Prediction & {
  /** The five days' own times in another order: as near as independent draws can come. */
  readonly shuffled: Figures;
  /** With the times of all ten days. */
  readonly undrifted: Figures;
};

export function rowsOf(requests: Requests, serverCounts: readonly number[] = SERVER_COUNTS): readonly Row[] {
  const learned = learn(requests).chosen.distribution;
  const { before, after } = unlearned(requests);
  const [all, own] = [before, after].map(times => fitQuantiles(times.slice().sort()).distribution);
  return serverCounts.map(servers => ({
    ...predict(requests, learned, servers),
    undrifted: predict(requests, all!, servers).predicted,
    shuffled: predict(requests, own!, servers).predicted,
  }));
}

/** Relative; 0 where both are 0. */
export const errorOf = (
  figure: keyof Figures,
  { replayed, predicted }: Pick<Prediction, 'replayed' | 'predicted'>,
): number => (replayed[figure] === predicted[figure] ? 0 : predicted[figure] / replayed[figure] - 1);

const HEADER = `\
| servers | wait p50 | wait p95 | turnaround p50 | turnaround p95 | all ten days' times | own times, shuffled |
| ---: | --- | --- | --- | --- | --- | --- |
`;

/** Seconds: replayed, then predicted with its error. The last two columns are turnaround p95 with other times. */
export function renderRows(rows: readonly Row[]): string {
  return `${HEADER}${rows.map(renderRow).join('')}`;
}

function renderRow(row: Row): string {
  const { servers, replayed, predicted, undrifted, shuffled } = row;
  const cells = FIGURES.map(figure => {
    const error = errorOf(figure, row);
    const percent = Number.isFinite(error) ? `, ${error < 0 ? '' : '+'}${(100 * error).toFixed(1)} %` : '';
    return `${replayed[figure].toFixed(1)} -> ${predicted[figure].toFixed(1)}${replayed[figure] === predicted[figure] ? '' : percent}`;
  });
  const others = [undrifted, shuffled].map(figures => figures.turnaroundP95.toFixed(1));
  return `| ${[servers, ...cells, ...others].join(' | ')} |\n`;
}
