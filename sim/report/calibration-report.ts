/** What a calibration found, as data for a terminal and for programs. */
import { REFERENCE_TYPE } from '../../hub/catalog/instance-type-names.ts';
import type { Ratio } from '../../hub/units.ts';
import { type CalibratedTimes, quantilesOfUsed } from '../calibrate/calibrate-times.ts';
import { type Calibration, type FittedTimes, subjectName } from '../calibrate/calibration.ts';
import { gapCvOf } from '../calibrate/scenario-text.ts';
import { WEEK_DAY_NAMES } from '../scenario/week-rates.ts';
import { type Block, left, right } from './block.ts';
import { formatCount, formatRatio, formatSeconds } from './format-quantity.ts';

export type CalibrationReport = {
  readonly toolVersion: string;
  readonly files: readonly string[];
  readonly calibration: Calibration;
  /** The only one whose times were taken; undefined: all. */
  readonly instanceType: string | undefined;
  /** Of the load times, when they are to be written into the plan. */
  readonly bootPath: string | undefined;
};

/** Quantiles in which a sample and its fit are laid side by side. */
export const COMPARED: readonly Ratio[] = [0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
const BIN_COUNT = 12;
const BAR_WIDTH = 40;
const LEVELS = ' ▁▂▃▄▅▆▇█';

export function calibrationBlocks(report: CalibrationReport): readonly Block[] {
  const { files, calibration, bootPath } = report;
  const { fitted, arrivals, refused, lineCount, usedCount } = calibration;
  return [
    {
      kind: 'aside',
      lines: [`${files.join(', ')}: ${formatCount(lineCount)} lines or datapoints, ${formatCount(usedCount)} of use`],
    },
    ...(fitted.length === 0 ? [] : [{ kind: 'heading', text: 'Times' } as const, timesTable(fitted)]),
    ...instanceTypeAside(report),
    ...fitted.flatMap(timesBlocks),
    ...(arrivals === undefined ? [] : arrivalBlocks(arrivals)),
    ...(refused.length === 0
      ? []
      : ([
          { kind: 'heading', text: 'Too little to say anything' },
          { kind: 'lines', lines: refused },
        ] as const)),
    ...(bootPath === undefined && fitted.some(({ subject }) => subject.kind === 'load') ? [loadAside] : []),
  ];
}

/** A plan's stage times are those of one type, so whoever reads a fit must know on what its times were taken. */
function instanceTypeAside({ calibration, instanceType }: CalibrationReport): readonly Block[] {
  const counts = [...calibration.countByInstanceType].sort(([a], [b]) => (a < b ? -1 : 1));
  const [first = ''] = counts[0] ?? [];
  if (counts.length < 2 && (first === '' || first === REFERENCE_TYPE)) return [];
  const seen = counts.map(([type, count]) => `${formatCount(count)} on ${type || 'a type not told'}`);
  const taken = instanceType === undefined ? '' : `, of which those on ${instanceType} were taken`;
  const advice = counts.length > 1 && instanceType === undefined ? ', and --instance-type takes one type alone' : '';
  return [
    {
      kind: 'aside',
      lines: [
        `stages and loads in the workers' logs: ${seen.join(', ')}${taken}`,
        `a plan's stage times are those of ${REFERENCE_TYPE}${advice}`,
      ],
    },
  ];
}

const loadAside: Block = {
  kind: 'aside',
  lines: [
    'loads change no setting without --boot-path: the copy of the weights before the worker starts is not in its log',
  ],
};

function timesTable(fitted: readonly FittedTimes[]): Block {
  return {
    kind: 'table',
    columns: [
      left('of'),
      right('seen'),
      right('used'),
      right('mean'),
      right('cv'),
      right('p50'),
      right('p95'),
      left('becomes'),
    ],
    rows: fitted.map(({ subject, times }) => [
      subjectName(subject),
      formatCount(times.seen.count),
      formatCount(times.usedSeconds.length),
      formatSeconds(times.seen.meanSeconds),
      times.seen.cv.toFixed(2),
      ...quantilesOfUsed(times, [0.5, 0.95]).map(formatSeconds),
      fitText(times),
    ]),
  };
}

function fitText({ chosen: { distribution } }: CalibratedTimes): string {
  if (distribution.kind === 'quantiles') return `table of ${distribution.table.length} quantiles`;
  if (distribution.kind !== 'lognormal' && distribution.kind !== 'gamma') return distribution.kind;
  return `${distribution.kind}, mean ${distribution.mean}, cv ${distribution.cv}`;
}

function timesBlocks({ subject, times }: FittedTimes): readonly Block[] {
  return [
    { kind: 'heading', text: subjectName(subject) },
    { kind: 'lines', lines: [recencyText(times), `${times.why}`] },
    familyTable(times),
    quantileTable(times),
    histogram(times),
  ];
}

function recencyText({ recency, seen, usedSeconds }: CalibratedTimes): string {
  const { days, dayAheadErrorRatio: error, dayAheadErrorRatioOfAll: errorOfAll } = recency;
  if (error === undefined || errorOfAll === undefined) return `all ${seen.count} times, in the order of the files`;
  if (days === undefined)
    return `all ${seen.count} times: no shorter past foretells a day better (error ${formatRatio(error)})`;
  const day = days === 1 ? 'the last day' : `the last ${days} days`;
  return `times drift: ${day} (${usedSeconds.length} of ${seen.count}) foretell the next with an error of ${formatRatio(error)}, all before it with ${formatRatio(errorOfAll)}`;
}

function familyTable({ candidates, chosen, trainCount, holdOutCount }: CalibratedTimes): Block {
  return {
    kind: 'table',
    columns: [
      left(`fitted to ${trainCount}`),
      right(`error on ${holdOutCount} held out`),
      right('quantile MAPE'),
      right('KS distance'),
      left(''),
    ],
    rows: candidates.map(({ fit, holdOut }) => [
      fit.kind,
      formatRatio(holdOut.errorRatio),
      formatRatio(holdOut.quantileMapeRatio),
      holdOut.ksDistance.toFixed(3),
      fit.kind === chosen.kind ? 'chosen' : '',
    ]),
  };
}

function quantileTable(times: CalibratedTimes): Block {
  return {
    kind: 'table',
    columns: [left('quantile'), ...COMPARED.map(p => right(`${Math.round(p * 100)} %`))],
    rows: [
      ['seen', ...quantilesOfUsed(times, COMPARED).map(formatSeconds)],
      ['fitted', ...COMPARED.map(p => formatSeconds(times.chosen.quantileOf(p)))],
    ],
  };
}

/** Equal bins from the shortest time to the 99 % quantile; what is longer is in the last line. */
function histogram({ usedSeconds, chosen }: CalibratedTimes): Block {
  const low = usedSeconds[0]!;
  const width = (usedSeconds[Math.floor(0.99 * (usedSeconds.length - 1))]! - low) / BIN_COUNT || 1;
  const counts = new Array<number>(BIN_COUNT + 1).fill(0);
  for (const value of usedSeconds) counts[Math.min(BIN_COUNT, Math.max(0, Math.ceil((value - low) / width) - 1))]! += 1;
  const most = Math.max(...counts);
  return {
    kind: 'table',
    columns: [right('up to'), right('seen'), right('fitted'), left('')],
    rows: counts.map((count, index) => {
      const isLast = index === BIN_COUNT;
      const below = index === 0 ? 0 : chosen.probabilityOf(low + index * width);
      const upTo = isLast ? 1 : chosen.probabilityOf(low + (index + 1) * width);
      return [
        isLast ? 'longer' : formatSeconds(low + (index + 1) * width),
        formatRatio(count / usedSeconds.length),
        formatRatio(upTo - below),
        '█'.repeat(Math.round((count / most) * BAR_WIDTH)),
      ];
    }),
  };
}

function arrivalBlocks(arrivals: NonNullable<Calibration['arrivals']>): readonly Block[] {
  const { perHour, count, spanSeconds, dispersion, guessedHourCount } = arrivals;
  const peak = Math.max(...perHour);
  const guessed =
    guessedHourCount === 0
      ? []
      : [`${guessedHourCount} of 168 hours were not seen, and have the mean of that hour on other days`];
  const bursts =
    dispersion === undefined
      ? 'bursts within the hour cannot be seen in these counts'
      : `counts of five minutes vary ${dispersion.toFixed(1)} times as much as independent users' would: gapCv ${gapCvOf(arrivals)}`;
  return [
    { kind: 'heading', text: 'Arrivals' },
    {
      kind: 'lines',
      lines: [
        `${formatCount(count)} in ${formatSeconds(spanSeconds)}, at most ${formatCount(peak)} an hour`,
        bursts,
        ...guessed,
      ],
    },
    {
      kind: 'table',
      columns: [left('UTC'), left('0     6     12    18'), right('a day'), right('busiest hour')],
      rows: WEEK_DAY_NAMES.map((name, day) => {
        const rates = perHour.slice(24 * day, 24 * (day + 1));
        const level = (rate: number) => LEVELS[rate === 0 ? 0 : Math.max(1, Math.round((rate / peak) * 8))]!;
        const sum = rates.reduce((total, rate) => total + rate, 0);
        return [name, rates.map(level).join(''), formatCount(Math.round(sum)), formatCount(Math.max(...rates))];
      }),
    },
  ];
}
