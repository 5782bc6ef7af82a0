/**
 * The tables of the CloudWatch guide, AlarmThatSendsEmail, "How alarm state is evaluated when data is missing": all
 * rows of 2023-05-18, and those that only earlier editions print. The newest point is on the right; the range is 5.
 */
import * as assert from 'uvu/assert';
import { MISSING_DATA_TREATMENTS } from '../../../hub/scaling/policy.ts';
import { check } from '../../../test/kit/check.ts';
import type { AlarmState } from './judge-alarm.ts';
import { alarmSpec, evaluateOnce } from './test-alarm.ts';

type Expected = AlarmState | 'retained';
/** Points, then the state for missing, ignore, breaching and notBreaching. */
type Row = readonly [points: string, ...expected: Expected[]];

const INSUFFICIENT = 'INSUFFICIENT_DATA';
const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

const THREE_OF_THREE: readonly Row[] = [
  ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
  ['0 - - - -', 'OK', 'OK', 'OK', 'OK'],
  ['- - - - -', INSUFFICIENT, 'retained', 'ALARM', 'OK'],
  ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['- - X - -', 'ALARM', 'retained', 'ALARM', 'OK'],
];

const TWO_OF_THREE: readonly Row[] = [
  ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - X -', 'ALARM', 'retained', 'ALARM', 'OK'],
];

/** Editions of 2018-06-12 to 2019-06-24, and the second row of 2019-02-08: a lone breach, newest and oldest. */
const EARLIER_THREE_OF_THREE: readonly Row[] = [
  ['- - - - X', INSUFFICIENT, 'retained', 'ALARM', 'OK'],
  ['X - - - -', 'ALARM', 'retained', 'ALARM', 'OK'],
];
const EARLIER_TWO_OF_THREE: readonly Row[] = [['- - - - X', INSUFFICIENT, 'retained', 'ALARM', 'OK']];

/** One row of the check per row of the table; each is tried from every state, so that `retained` means something. */
function rows(table: readonly Row[], datapointsToAlarm: number) {
  return Object.fromEntries(
    table.map(([points, ...expected]) => [
      `${points} gives ${expected.join(', ')}`,
      () => {
        for (const [i, missingData] of MISSING_DATA_TREATMENTS.entries()) {
          for (const before of STATES) {
            const { state } = evaluateOnce(points, alarmSpec({ datapointsToAlarm, missingData }), before);
            assert.is(state, expected[i] === 'retained' ? before : expected[i], `${missingData} from ${before}`);
          }
        }
      },
    ]),
  );
}

check('missing data, 3 of 3 (guide of 2023-05-18)', rows(THREE_OF_THREE, 3));
check('missing data, 2 of 3 (guide of 2023-05-18)', rows(TWO_OF_THREE, 2));
check('missing data, 3 of 3 (guide of 2019)', rows(EARLIER_THREE_OF_THREE, 3));
check('missing data, 2 of 3 (guide of 2019)', rows(EARLIER_TWO_OF_THREE, 2));

check('premature alarms (guide of 2023-05-18, "Avoiding premature transitions to alarm state")', {
  'a lone breach waits for its next points: - - - - X and - - - X - are not ALARM with 3 of 3': () => {
    assert.is(evaluateOnce('- - - - X', alarmSpec(), 'OK').state, INSUFFICIENT);
    assert.is(evaluateOnce('- - - X -', alarmSpec(), 'OK').state, INSUFFICIENT);
  },
  'a good next point makes it OK: - - - X 0 and - - X - 0': () => {
    assert.is(evaluateOnce('- - - X 0', alarmSpec(), 'OK').state, 'OK');
    assert.is(evaluateOnce('- - X - 0', alarmSpec(), 'OK').state, 'OK');
  },
  'once it is M periods old and nothing good has come, it is ALARM: - - X - -': () => {
    assert.is(evaluateOnce('- - X - -', alarmSpec(), 'OK').state, 'ALARM');
  },
  'after the 0 of 0 - - - - has left the range, missing as breaching is ALARM': () => {
    const spec = alarmSpec({ missingData: 'breaching' });
    assert.is(evaluateOnce('0 - - - -', spec, 'OK').state, 'OK');
    assert.is(evaluateOnce('0 - - - - -', spec, 'OK').state, 'ALARM');
  },
});
