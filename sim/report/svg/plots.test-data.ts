/** Pictures of every kind with all that they can show: for tests, and for looking at. */
import { plotPoints } from './plot-points.ts';
import { plotSmallMultiples } from './plot-small-multiples.ts';
import { plotTornado } from './plot-tornado.ts';

const WAIT = { title: 'p95 turnaround', unit: 'seconds' } as const;
const PRICE = { title: 'USD per character', unit: 'USD' } as const;

export const POINTS = plotPoints({
  title: 'Price against wait of 12 plans',
  description: 'Waiting less than an hour costs a third more.',
  x: WAIT,
  y: { ...PRICE, isFromZero: true },
  series: [
    {
      name: 'dearer and slower than another',
      hue: 6,
      mark: 'hollow',
      points: [
        { x: 5200, y: 0.0162 },
        { x: 7600, y: 0.0139 },
        { x: 9100, y: 0.0143, label: 'a <b> & "c"' },
        { x: 10_100, y: null, label: 'not seen' },
      ],
    },
    {
      name: 'best for their wait',
      hue: 1,
      mark: 'full',
      joined: 'steps',
      points: [
        { x: 1800, y: 0.0171, label: 'maxCount 400', yInterval: [0.0168, 0.0175], xInterval: [1700, 1950] },
        { x: 3600, y: 0.0142, label: 'maxCount 200', yInterval: [0.0139, 0.0146] },
        { x: 10_140, y: 0.0127, label: 'today', yInterval: [0.0125, 0.013] },
      ],
    },
  ],
});

export const QUANTILES = plotPoints({
  title: 'Measured against fitted',
  description: 'Points on the line would be a perfect fit.',
  x: { title: 'measured', unit: 'seconds', scale: 'log' },
  y: { title: 'fitted', unit: 'seconds', scale: 'log' },
  series: [
    { name: 'equal', hue: 6, mark: 'none', joined: 'dashed', points: [{ x: 0.5, y: 0.5 }, { x: 300, y: 300 }] },
    { name: 'quantiles', hue: 2, mark: 'full', points: [0.6, 2, 9, 31, 120, 280].map(x => ({ x, y: x ** 1.03 })) },
  ],
});

export const TORNADO = plotTornado({
  title: 'What moves the price of a character',
  description: 'The time of retopology moves it most.',
  axis: { title: 'change of cost_usd_per_character', unit: 'ratio' },
  bars: [
    { label: 'stages.retopology.serviceSeconds.mean', from: -0.17, to: 0.34, hue: 1, note: '-17 % to +34 %' },
    { label: 'stages.rigging.serviceSeconds.mean', from: 0, to: 0.26, hue: 2, interval: [0.2, 0.31], note: '+26 %' },
    { label: 'assumptions.alarmActionSeconds', from: 0, to: 0, hue: 1, interval: [0, 0], note: 'none' },
  ],
  legend: [
    { name: 'raises it', hue: 1 },
    { name: 'lowers it', hue: 2 },
  ],
});

const CAPS = [50, 100, 200, 400];
export const MULTIPLES = plotSmallMultiples({
  title: 'Price and wait over the maximum of both fleets',
  description: 'More instances wait less; from 200 on they cost more.',
  columnCount: 2,
  panels: [WAIT, PRICE].flatMap(y =>
    [1, 4].map(base => ({
      title: `base ${base}`,
      x: { title: 'maxCount', unit: 'number', scale: 'log' } as const,
      y,
      series: ([2, 3] as const).map(hue => ({
        name: hue === 2 ? 'steep-steps' : 'backlog-tracking',
        hue,
        mark: hue === 2 ? ('full' as const) : ('hollow' as const),
        joined: 'line' as const,
        points: CAPS.map(x => {
          const value = y === WAIT ? (1_000_000 / x) * (hue / 2) : 0.012 + (x / 400) * 0.003 * base;
          return { x, y: value, yInterval: [value * 0.95, value * 1.05] as const };
        }),
      })),
    })),
  ),
});
