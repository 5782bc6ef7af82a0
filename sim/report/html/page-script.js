/*
 * Draws the charts of a study's page from the data beside it. The page is whole without this script: what it draws stands in
 * tables, too. Plain browser JavaScript, put behind uPlot, which makes the global `uPlot`, and
 * page-text.js.
 */

/** @type {Record<Series['look'], number[]>} */
const DASHES = { solid: [], dashed: [7, 4], dotted: [2, 3] };
/** Distances between ticks, in seconds, that people count in. */
const TICKS_SECONDS = [
  ...[0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800],
  ...[3600, 7200, 10800, 14400, 21600, 43200, 86400, 172800, 604800, 1209600, 2419200],
];
const PIXELS_PER_TICK = 64;
/** Room above the plot for the marks of decisions. */
const MARK_PIXELS = 16;
/** @param {string} name of a custom property of the style */
const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** @param {Chart} chart @param {Series} series @returns {uPlot.Series} */
function seriesOptions({ shape }, { name, hue, look, isFilled }) {
  const stroke = colour(`--hue-${hue}`);
  const isBars = shape === 'bars';
  const paths = {
    line: () => uPlot.paths.linear?.(),
    steps: () => uPlot.paths.stepped?.({ align: 1 }),
    // From the row's wait to the next row's.
    bars: () => uPlot.paths.bars?.({ size: [1, Number.POSITIVE_INFINITY], align: 1, gap: 1 }),
  }[shape]();
  return {
    label: name,
    stroke,
    width: isBars ? 0 : 2,
    dash: DASHES[look],
    ...(isFilled ? { fill: isBars ? stroke : `${stroke}2b` } : {}),
    ...(paths === undefined ? {} : { paths }),
    // A lone value between two gaps would not be seen as a line.
    points: isBars ? { show: false } : { size: 4, fill: stroke, filter: loneRows },
  };
}

/** @type {(plot: uPlot, series: number) => number[]} */
const loneRows = (plot, series) => {
  const values = plot.data[series] ?? [];
  const isGap = (/** @type {number} */ row) => values[row] === null || values[row] === undefined;
  return [...values.keys()].filter(row => !isGap(row) && isGap(row - 1) && isGap(row + 1));
};

/** @param {Chart} chart @param {number} width of the plot, in pixels @returns {uPlot.Axis[]} */
function axes({ valueUnit }, width) {
  const quiet = { stroke: colour('--ink-quiet'), font: '12px system-ui, sans-serif', ticks: { show: false } };
  const grid = { stroke: colour('--rule'), width: 1 };
  /** @type {uPlot.Axis.DynamicValues} */
  const durations = (_, splits) => splits.map(durationText);
  /** @type {uPlot.Axis.DynamicValues} */
  const counts = (_, splits) => splits.map(split => (Number.isInteger(split) ? split.toLocaleString('en-US') : ''));
  const isTime = valueUnit === 'seconds';
  return [
    {
      ...quiet,
      grid: { show: false },
      space: width < 500 ? PIXELS_PER_TICK : PIXELS_PER_TICK + 16,
      incrs: TICKS_SECONDS,
      values: durations,
      size: 30,
    },
    {
      ...quiet,
      grid,
      size: isTime ? 72 : 54,
      ...(isTime ? { incrs: TICKS_SECONDS } : {}),
      values: isTime ? durations : counts,
    },
  ];
}

/**
 * Small triangles above the plot: up and filled where a fleet was told to grow, down and hollow where to shrink.
 * @param {Chart} chart @returns {(plot: uPlot) => void}
 */
const drawMarks = chart => plot => {
  const { ctx, bbox } = plot;
  const unit = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = colour('--ink');
  ctx.lineWidth = unit;
  for (const { atSeconds, direction } of chart.marks) {
    const x = plot.valToPos(atSeconds, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    const [base, tip] = direction === 'out' ? [-3, -11] : [-11, -3];
    ctx.beginPath();
    ctx.moveTo(x - 4 * unit, bbox.top + base * unit);
    ctx.lineTo(x + 4 * unit, bbox.top + base * unit);
    ctx.lineTo(x, bbox.top + tip * unit);
    ctx.closePath();
    if (direction === 'out') ctx.fill();
    else ctx.stroke();
  }
  ctx.restore();
};

/** Values in the legend and decisions below the plot, at the cursor. @param {Chart} chart @param {HTMLElement} place */
function showRow(chart, place) {
  const figure = place.closest('figure');
  const readout = figure?.querySelector('[data-readout]');
  /** @param {uPlot} plot */
  return plot => {
    const row = plot.cursor.idx ?? null;
    for (const value of figure?.querySelectorAll('[data-series]') ?? []) {
      const series = chart.series[Number(value.getAttribute('data-series'))];
      value.textContent = row === null ? '' : valueText(chart, series?.values[row]);
    }
    if (readout) {
      readout.textContent = row === null ? '' : [placeText(chart, row), ...marksNear(chart, row)].join(' · ');
    }
  };
}

/** @param {Chart} chart @param {HTMLElement} place @returns {uPlot} */
function draw(chart, place) {
  const { shape, rowSeconds, rowWidthSeconds, series } = chart;
  const isBars = shape === 'bars';
  const end = (rowSeconds.at(-1) ?? 0) + (isBars ? (rowWidthSeconds ?? 0) : 0);
  const size = () => ({ width: place.clientWidth, height: place.clientWidth < 500 ? 200 : 240 });
  const plot = new uPlot(
    {
      ...size(),
      padding: [chart.marks.length > 0 ? MARK_PIXELS : 8, 16, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: true, y: false }, ...(isBars ? {} : { sync: { key: 'time' } }) },
      scales: {
        x: { time: false, range: (_, min, max) => (isBars ? [0, end] : [min, max]) },
        y: { range: (_, __, max) => [0, Math.max(max, 1) * 1.06] },
      },
      axes: axes(chart, place.clientWidth),
      series: [{}, ...series.map(each => seriesOptions(chart, each))],
      hooks: { draw: [drawMarks(chart)], setCursor: [showRow(chart, place)] },
    },
    [rowSeconds, ...series.map(({ values }) => values)],
    place,
  );
  new ResizeObserver(() => {
    if (plot.root.isConnected && place.clientWidth > 0 && place.clientWidth !== plot.width) plot.setSize(size());
  }).observe(place);
  return plot;
}

/**
 * The keyboard's way along a chart: a slider over its rows.
 * @param {Chart} chart @param {HTMLElement} place @param {() => uPlot} current
 */
function listenToKeys(chart, place, current) {
  const { rowSeconds, title } = chart;
  const last = rowSeconds.length - 1;
  const [begin, end] = [rowSeconds[0] ?? 0, rowSeconds[last] ?? 0];
  let row = 0;
  const ranges = { 'aria-valuemin': '0', 'aria-valuemax': String(last) };
  const attributes = { role: 'slider', tabindex: '0', 'aria-label': `${title}, row by row`, ...ranges };
  for (const [name, value] of Object.entries(attributes)) place.setAttribute(name, value);
  const show = () => {
    place.setAttribute('aria-valuenow', String(row));
    place.setAttribute('aria-valuetext', rowText(chart, row));
    if (document.activeElement !== place) return;
    current().setCursor({ left: current().valToPos(rowSeconds[row] ?? 0, 'x'), top: 1 });
  };
  /** @param {number} factor of what is seen, around the row */
  const zoom = factor => {
    const { min, max } = current().scales.x ?? {};
    const half = Math.min(((max ?? end) - (min ?? begin)) * factor, end - begin) / 2;
    const middle = Math.min(Math.max(rowSeconds[row] ?? 0, begin + half), end - half);
    current().setScale('x', { min: middle - half, max: middle + half });
  };
  const page = Math.max(1, Math.round(last / 10));
  /** @type {Record<string, () => number | void>} a number: the row to go to */
  const keys = {
    ArrowRight: () => row + 1,
    ArrowUp: () => row + 1,
    ArrowLeft: () => row - 1,
    ArrowDown: () => row - 1,
    PageUp: () => row + page,
    PageDown: () => row - page,
    Home: () => 0,
    End: () => last,
    '+': () => zoom(0.5),
    '-': () => zoom(2),
    Escape: () => current().setScale('x', { min: begin, max: end }),
  };
  place.addEventListener('keydown', event => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    row = Math.min(Math.max(act() ?? row, 0), last);
    show();
  });
  place.addEventListener('focus', show);
  place.addEventListener('blur', () => current().setCursor({ left: -10, top: -10 }));
  show();
}

/** @type {Chart[]} */
const charts = JSON.parse(document.getElementById('chart-data')?.textContent ?? '[]');
for (const chart of charts) {
  const place = document.querySelector(`[data-chart="${chart.id}"]`);
  if (!(place instanceof HTMLElement)) continue;
  let plot = draw(chart, place);
  listenToKeys(chart, place, () => plot);
  // A canvas keeps the colours it was drawn with.
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    plot.destroy();
    plot = draw(chart, place);
  });
}
