/** A table of times, line by line: one row per arrival, per stage that was made, per load, or all of them. */
import type { StageName } from '../../hub/plan/stage-names.ts';
import { didYouMean } from '../../hub/yaml/did-you-mean.ts';
import { cellsOf } from '../scenario/read-csv.ts';
import type { LineReader } from './line-reader.ts';
import { isDuration, type Observations, record, recordOf, report } from './observations.ts';
import { parseMoment } from './parse-moment.ts';
import { isStage, unknownStage } from './read-worker-log.ts';
import { recordArrival } from './record-arrivals.ts';

/** What a column can be, and how it is called when nobody says. */
export const COLUMN_ROLES = ['arrival', 'at', 'stage', 'seconds', 'load'] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

const USUAL_NAMES: Readonly<Record<ColumnRole, readonly string[]>> = {
  /** When a job came. */
  arrival: ['arrival', 'arrival_s', 'arrival_seconds', 'arrived_at'],
  /** When a time was taken; without it the arrival. */
  at: ['at', 'time', 'timestamp'],
  stage: ['stage'],
  /** How long the stage took. */
  seconds: ['seconds', 'busy_seconds', 'busySeconds'],
  load: ['load_seconds', 'load_ms'],
};
/** A column whose name ends so has milliseconds. */
const MILLISECONDS_NAME = /(_ms|_millis|_milliseconds|Milliseconds)$/;

export type CsvColumns = {
  /** Role -> name of its column. */
  readonly names: Readonly<Partial<Record<ColumnRole, string>>>;
  /** Whose times they are where no column says it. */
  readonly stage: StageName | undefined;
};

type Found = Readonly<
  Partial<Record<ColumnRole, { readonly index: number; readonly name: string; readonly scale: number }>>
>;

export function createCsvReader(file: string, columns: CsvColumns, observations: Observations): LineReader {
  let found: Found | undefined;
  let hasFailed = false;
  const refuse = (line: number, path: string, message: string, hint: string) =>
    report(observations, { file, line, column: 1, path, message, hint });
  return {
    line(text, line) {
      if (text.trim() === '' || hasFailed) return;
      const cells = cellsOf(text);
      if (found === undefined) {
        const header = findColumns(cells, columns);
        hasFailed = 'message' in header;
        if ('message' in header) refuse(line, '', header.message, header.hint);
        else found = header.found;
        return;
      }
      observations.lineCount += 1;
      const mistake = readRow(cells, found, columns.stage, observations);
      if (mistake === undefined) observations.usedCount += 1;
      else refuse(line, mistake.path, mistake.message, mistake.hint);
    },
    end() {},
  };
}

type Mistake = { readonly path: string; readonly message: string; readonly hint: string };

function findColumns(
  header: readonly string[],
  { names, stage }: CsvColumns,
): { readonly found: Found } | Pick<Mistake, 'message' | 'hint'> {
  const plain = header.map(name => name.replace(/^\uFEFF/, ''));
  const found: Record<string, { index: number; name: string; scale: number }> = {};
  for (const role of COLUMN_ROLES) {
    const named = names[role];
    const name = named ?? USUAL_NAMES[role].find(usual => plain.includes(usual));
    if (name === undefined) continue;
    const index = plain.indexOf(name);
    if (index === -1) {
      return { message: `must have a column '${name}' (saw ${plain.join(', ')})`, hint: didYouMean(name, plain) };
    }
    found[role] = { index, name, scale: MILLISECONDS_NAME.test(name) ? 1e-3 : 1 };
  }
  if (found.seconds !== undefined && found.stage === undefined && stage === undefined) {
    return {
      message: `has times in column '${found.seconds.name}', but nothing says of which stage`,
      hint: 'give --stage NAME, or a column of stages with --column stage=NAME',
    };
  }
  if (found.arrival === undefined && found.seconds === undefined && found.load === undefined) {
    return {
      message: `has no column that is known (saw ${plain.join(', ')})`,
      hint: `say what they are, as --column arrival=${plain[0] ?? 'NAME'}; roles are ${COLUMN_ROLES.join(', ')}`,
    };
  }
  return { found };
}

/** All of a row or nothing of it. */
function readRow(
  cells: readonly string[],
  { arrival, at, stage, seconds, load }: Found,
  stageOfAll: StageName | undefined,
  observations: Observations,
): Mistake | undefined {
  const moment = at ?? arrival;
  const atSeconds = moment && parseMoment(cells[moment.index] ?? '');
  const arrivedSeconds = arrival && parseMoment(cells[arrival.index] ?? '');
  if (moment !== undefined && atSeconds === undefined) return notA('time', moment.name, cells[moment.index]);
  if (arrival !== undefined && arrivedSeconds === undefined) return notA('time', arrival.name, cells[arrival.index]);
  const durations: (() => void)[] = [];
  for (const column of [seconds, load]) {
    // A table of several kinds leaves the cells of the others empty.
    const cell = column === undefined ? '' : (cells[column.index] ?? '');
    if (column === undefined || (cell === '' && seconds !== undefined && load !== undefined)) continue;
    const value = cell === '' ? Number.NaN : Number(cell) * column.scale;
    if (!isDuration(value)) return notA('number >= 0', column.name, cell);
    if (column === load) durations.push(() => record(observations.loadSeconds, value, atSeconds));
    else {
      const name = stage === undefined ? stageOfAll : cells[stage.index];
      if (!isStage(name)) return unknownStage(name);
      durations.push(() => record(recordOf(observations, name), value, atSeconds));
    }
  }
  if (arrivedSeconds !== undefined) recordArrival(observations.arrivals, arrivedSeconds);
  for (const keep of durations) keep();
  return undefined;
}

const notA = (wanted: string, path: string, saw: string | undefined): Mistake => ({
  path,
  message: `must be a ${wanted} (saw '${saw ?? ''}')`,
  hint: wanted === 'time' ? 'write it as seconds or as 2026-11-28T01:00:00Z' : 'take the row out, or correct it',
});
