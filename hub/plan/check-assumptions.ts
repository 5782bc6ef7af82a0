import { ASSUMPTION_NAMES, ASSUMPTIONS } from '../catalog/assumptions.ts';
import { error, type Finding, warning } from './finding.ts';
import type { HubPlanInput } from './hub-plan.ts';

/** Ranges that only make sense in one order. */
const PAIRS = [
  ['metricPublishLagSecondsLow', 'metricPublishLagSecondsHigh'],
  ['advanceSecondsLow', 'advanceSecondsHigh'],
  ['launchRetrySecondsFirst', 'launchRetrySecondsMax'],
] as const;

/** Pauses and spells that would otherwise follow each other without end at one instant. */
const AT_LEAST_ONE_SECOND = [
  'launchRetrySecondsFirst',
  'launchRetrySecondsMax',
  'spotTightRegimeSecondsMean',
  'spotTightOnSecondsMean',
  'spotTightOffSecondsMean',
] as const;

/** Shares are at most 1, low ends lie below high ones, and what lies above its documented range is worth a word. */
export function checkAssumptions({ assumptions }: HubPlanInput): readonly Finding[] {
  const path = (name: string) => ['assumptions', name];
  const shares = ASSUMPTION_NAMES.filter(name => name.endsWith('Ratio') && assumptions[name] > 1).map(name =>
    error(
      path(name),
      `must be a share, 0..1 (saw ${assumptions[name]})`,
      `its range is ${ASSUMPTIONS[name].low} to ${ASSUMPTIONS[name].high}`,
    ),
  );
  const pairs = PAIRS.filter(([low, high]) => assumptions[low] > assumptions[high]).map(([low, high]) =>
    error(
      path(high),
      `must be >= ${low} (saw ${assumptions[high]}, ${low} ${assumptions[low]})`,
      `raise it or lower ${low}`,
    ),
  );
  const short = AT_LEAST_ONE_SECOND.filter(name => assumptions[name] < 1).map(name =>
    error(
      path(name),
      `must be at least 1 s (saw ${assumptions[name]})`,
      `its range is ${ASSUMPTIONS[name].low} to ${ASSUMPTIONS[name].high}`,
    ),
  );
  const high = ASSUMPTION_NAMES.filter(
    name => assumptions[name] > ASSUMPTIONS[name].high && !name.endsWith('Ratio'),
  ).map(name =>
    warning(
      path(name),
      `is above its range ${ASSUMPTIONS[name].low} to ${ASSUMPTIONS[name].high} (saw ${assumptions[name]})`,
      'a study beyond the range says little about AWS',
    ),
  );
  return [...shares, ...pairs, ...short, ...high];
}
