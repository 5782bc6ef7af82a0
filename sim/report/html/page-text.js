/*
 * What the charts of a study's page say in words: durations, values, what stands at a row. Plain browser JavaScript, put
 * before page-script.js, which calls it.
 */

/** @typedef {{ name: string, hue: number, look: 'solid' | 'dashed' | 'dotted', isFilled: boolean, values: (number | null)[] }} Series */
/** @typedef {{ atSeconds: number, direction: 'out' | 'in', text: string }} Mark */
/** @typedef {{ id: string, title: string, shape: 'line' | 'steps' | 'bars', rowTitle: string, rowSeconds: number[], rowWidthSeconds: number | null, valueUnit: 'count' | 'seconds', series: Series[], marks: Mark[] }} Chart */

/** More decisions than this at one place are counted, not told. */
const TOLD_COUNT_MAX = 3;
const DURATION_UNITS = [
  { size: 86400, name: 'd' },
  { size: 3600, name: 'h' },
  { size: 60, name: 'min' },
  { size: 1, name: 's' },
];

/**
 * @param {number} seconds
 * @returns {string} the two largest units: `1 h 30 min`
 */
function durationText(seconds) {
  if (seconds === 0) return '0';
  if (seconds < 60) return `${Number(seconds.toFixed(seconds < 10 ? 2 : 0))} s`;
  const whole = Math.round(seconds);
  const first = DURATION_UNITS.findIndex(({ size }) => whole >= size);
  const [large, small] = [DURATION_UNITS[first], DURATION_UNITS[first + 1]];
  if (large === undefined || small === undefined) return `${whole} s`;
  const rest = Math.floor((whole % large.size) / small.size);
  const head = `${Math.floor(whole / large.size)} ${large.name}`;
  return rest === 0 ? head : `${head} ${rest} ${small.name}`;
}

/** @param {Chart} chart @param {number | null | undefined} value */
function valueText({ valueUnit }, value) {
  if (value === null || value === undefined) return '-';
  return valueUnit === 'seconds' ? durationText(value) : value.toLocaleString('en-US');
}

/** Decisions between this row and the next. @param {Chart} chart @param {number} row @returns {string[]} */
function marksNear({ marks, rowSeconds }, row) {
  const [from, to] = [rowSeconds[row] ?? 0, rowSeconds[row + 1] ?? Number.POSITIVE_INFINITY];
  const near = marks.filter(({ atSeconds }) => atSeconds >= from && atSeconds < to).map(({ text }) => text);
  const restCount = near.length - TOLD_COUNT_MAX;
  return restCount > 0 ? [...near.slice(0, TOLD_COUNT_MAX), `${restCount} more decisions`] : near;
}

/** @param {Chart} chart @param {number} row */
const placeText = ({ rowTitle, rowSeconds }, row) => `${rowTitle} ${durationText(rowSeconds[row] ?? 0)}`;

/** What a screen reader says of a row. @param {Chart} chart @param {number} row */
// biome-ignore lint/correctness/noUnusedVariables: page-script.js calls it
function rowText(chart, row) {
  const values = chart.series.map(({ name, values }) => `${name} ${valueText(chart, values[row])}`);
  return [`${placeText(chart, row)}: ${values.join(', ')}`, ...marksNear(chart, row)].join('. ');
}
