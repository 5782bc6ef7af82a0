/** Arrival traces: a CSV file with one row per arrival becomes rising times in seconds, the first at 0. */
import type { Problem } from '../../hub/yaml/problem.ts';
import { JOB_COUNT_MAX } from './arrival-sources.ts';
import { type CsvRow, readCsv } from './read-csv.ts';

export type ParsedArrivalTrace =
  | { readonly kind: 'ok'; readonly times: Float64Array }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

export type TraceFormat = {
  /** The column of times; the first one unless named. */
  readonly column?: string | undefined;
  readonly timeUnit: 'seconds' | 'milliseconds';
};

/**
 * Times are counted from the first row, so a trace may bear epoch milliseconds. Each kind of mistake is reported at its
 * first line only: a trace that is wrong once is usually wrong in every row.
 *
 * @example parseArrivalTrace('at\n5\n7.5\n', 'trace.csv', { timeUnit: 'seconds' })   // { kind: 'ok', times: [0, 2.5] }
 */
export function parseArrivalTrace(text: string, file: string, format: TraceFormat): ParsedArrivalTrace {
  const { columns, rows } = readCsv(text);
  const columnIndex = format.column === undefined ? 0 : columns.indexOf(format.column);
  const problem =
    checkHeader(columns, columnIndex, format) ?? checkRowCount(rows.length) ?? checkTimes(rows, columns, columnIndex);
  if (problem !== undefined) return { kind: 'problems', problems: [{ file, column: 1, ...problem }] };

  const scale = format.timeUnit === 'milliseconds' ? 1e-3 : 1;
  const first = Number(rows[0]!.cells[columnIndex]);
  const times = Float64Array.from(rows, row => (Number(row.cells[columnIndex]) - first) * scale);
  return { kind: 'ok', times };
}

type Mistake = Pick<Problem, 'line' | 'path' | 'message' | 'hint'>;

function checkHeader(columns: readonly string[], columnIndex: number, format: TraceFormat): Mistake | undefined {
  const found = columns.map(name => `'${name}'`).join(', ');
  if (columnIndex === -1) {
    return {
      line: 1,
      path: format.column ?? '',
      message: `must have a column '${format.column}' (saw ${found})`,
      hint: 'name one of these columns in the scenario, or leave `column` out to use the first',
    };
  }
  if (columns.length === 0 || columns.some(isNumber)) {
    return {
      line: 1,
      path: '',
      message: `must start with a line of column names (saw ${columns.length === 0 ? 'an empty file' : found})`,
      hint: "add a first line such as 'arrival_seconds'",
    };
  }
  return undefined;
}

function checkRowCount(rowCount: number): Mistake | undefined {
  if (rowCount >= 1 && rowCount <= JOB_COUNT_MAX) return undefined;
  return {
    line: 1,
    path: '',
    message: `must have 1 to ${JOB_COUNT_MAX} rows below the column names (saw ${rowCount})`,
    hint: rowCount === 0 ? 'give at least one arrival' : 'cut the trace into parts',
  };
}

function checkTimes(rows: readonly CsvRow[], columns: readonly string[], columnIndex: number): Mistake | undefined {
  const path = columns[columnIndex]!;
  let previous = -Infinity;
  for (const { line, cells } of rows) {
    const cell = cells[columnIndex] ?? '';
    if (!isNumber(cell)) {
      const message = `must be a number of time (saw '${cell}')`;
      return { line, path, message, hint: 'write times as plain numbers, as 12.5; convert dates to seconds first' };
    }
    const time = Number(cell);
    if (time < previous) {
      const message = `must not be earlier than the row before (saw ${time}, previous ${previous})`;
      return { line, path, message, hint: 'sort the rows by time' };
    }
    previous = time;
  }
  return undefined;
}

function isNumber(cell: string): boolean {
  return cell !== '' && Number.isFinite(Number(cell));
}
