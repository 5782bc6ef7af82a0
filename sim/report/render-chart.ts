/** Charts in block characters: eight levels a row, legible in a terminal, a log and a code block of a pull request. */
import { type Count, SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE, type Seconds } from '../../hub/units.ts';
import { formatCount } from './format-quantity.ts';

export type Series = {
  readonly title: string;
  /** Rising. */
  readonly atSeconds: readonly Seconds[];
  /** >= 0, one for each time. */
  readonly values: readonly number[];
};

const LEVELS = ' ▁▂▃▄▅▆▇█';
const LEVELS_PER_ROW = 8;
const ROW_COUNT = 4;
/** With the labels and the indent of a report 80 columns, the width of a terminal nobody has widened. */
const COLUMN_COUNT = 68;
const LABEL_WIDTH = 8;
const TICK_COUNT_MAX = 7;
const MINUTES_PER_HOUR = SECONDS_PER_HOUR / SECONDS_PER_MINUTE;
const MINUTES_PER_DAY = SECONDS_PER_DAY / SECONDS_PER_MINUTE;
/** Steps between ticks that people count in, minutes. */
const TICK_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 14_400];

/**
 * Areas over one time axis, one below the other. A column shows the highest value in its span, so no peak is lost.
 *
 * @example renderCharts([{ title: 'backlog', atSeconds: [0, 60, 120], values: [0, 10, 5] }])
 */
export function renderCharts(charts: readonly Series[]): readonly string[] {
  const endSeconds = charts.reduce((end, { atSeconds }) => Math.max(end, atSeconds.at(-1) ?? 0), SECONDS_PER_MINUTE);
  return [...charts.flatMap(series => renderArea(series, endSeconds)), ...renderTimeAxis(endSeconds)];
}

function renderArea(series: Series, endSeconds: Seconds): readonly string[] {
  const columns = columnsOf(series, endSeconds);
  const peak = columns.reduce((most, value) => Math.max(most, value), 0);
  const levels = columns.map(value => levelOf(value, peak));
  const rows = Array.from({ length: ROW_COUNT }, (_, row) => {
    const below = (ROW_COUNT - 1 - row) * LEVELS_PER_ROW;
    const label = row === 0 ? formatCount(peak) : row === ROW_COUNT - 1 ? '0' : '';
    const cells = levels.map(level => LEVELS[Math.max(0, Math.min(LEVELS_PER_ROW, level - below))]).join('');
    return `${label.padStart(LABEL_WIDTH)} │${cells}`.trimEnd();
  });
  return [series.title, ...rows];
}

/** Highest value in each column's span; a span without a sample goes on with the last one. */
function columnsOf({ atSeconds, values }: Series, endSeconds: Seconds): readonly number[] {
  const columns = new Array<number>(COLUMN_COUNT).fill(-1);
  for (const [index, at] of atSeconds.entries()) {
    const column = Math.min(COLUMN_COUNT - 1, Math.floor((at / endSeconds) * COLUMN_COUNT));
    columns[column] = Math.max(columns[column]!, values[index] ?? 0);
  }
  let last = 0;
  return columns.map(value => (value < 0 ? last : (last = value)));
}

/** In eighths of a row; what is more than nothing is seen. */
function levelOf(value: number, peak: number): Count {
  return value <= 0 ? 0 : Math.max(1, Math.round((value / peak) * ROW_COUNT * LEVELS_PER_ROW));
}

function renderTimeAxis(endSeconds: Seconds): readonly string[] {
  const endMinutes = endSeconds / SECONDS_PER_MINUTE;
  const stepMinutes =
    TICK_MINUTES.find(step => endMinutes / step <= TICK_COUNT_MAX) ?? Math.ceil(endMinutes / TICK_COUNT_MAX);
  let axis = '';
  let labels = '';
  for (let minutes = 0; minutes <= endMinutes; minutes += stepMinutes) {
    const column = Math.min(COLUMN_COUNT - 1, Math.floor((minutes / endMinutes) * COLUMN_COUNT));
    axis = `${axis.padEnd(column, '─')}┴`;
    const label = minutesText(minutes, endMinutes);
    labels = labels.padEnd(Math.max(0, column - Math.floor(label.length / 2)), ' ') + label;
  }
  const indent = ' '.repeat(LABEL_WIDTH);
  return [`${indent} └${axis.padEnd(COLUMN_COUNT, '─')}`, `${indent}  ${labels}`];
}

/** One unit for the whole axis, so that its numbers can be compared. */
function minutesText(minutes: number, endMinutes: number): string {
  if (minutes === 0) return '0';
  if (endMinutes <= 2 * MINUTES_PER_HOUR) return `${minutes} min`;
  const hours = minutes / MINUTES_PER_HOUR;
  return endMinutes <= 2 * MINUTES_PER_DAY ? `${formatCount(hours)} h` : `${formatCount(minutes / MINUTES_PER_DAY)} d`;
}
