import * as assert from 'uvu/assert';
import { check } from '../../../test/kit/check.ts';
import { createAlarm, evaluateAlarm, nextEvaluationSeconds } from './alarm.ts';
import { breaches } from './breaches.ts';
import { minutesNeeded } from './evaluation-range.ts';
import { createMetricSeries, publish } from './metric-series.ts';
import { alarmSpec, evaluateOnce, seriesOf } from './test-alarm.ts';

/** The state after each minute of the points. */
function statesOver(points: string, fields: Parameters<typeof alarmSpec>[0] = {}): string[] {
  const spec = alarmSpec(fields);
  const alarm = createAlarm(spec);
  const length = points.replaceAll(' ', '').length;
  return Array.from({ length }, (_, i) => {
    const seen = points.replaceAll(' ', '').slice(0, i + 1);
    return evaluateAlarm(alarm, seriesOf(seen, spec), (i + 1) * 60).state;
  });
}

// CloudWatch guide, AlarmThatSendsEmail, 2023-05-18, unless a row says otherwise.
check('alarms', {
  'a new alarm starts in INSUFFICIENT_DATA': () => {
    assert.is(createAlarm(alarmSpec()).state, 'INSUFFICIENT_DATA');
  },
  'figure: 3 of 3 turns ALARM at the third breach, OK at the first good point, and one breach later stays OK': () => {
    const states = statesOver('0 0 X X X 0 0 0 X');
    assert.equal(states.slice(2), ['OK', 'OK', 'ALARM', 'OK', 'OK', 'OK', 'OK']);
  },
  'M of N: the breaching points need not be consecutive': () => {
    assert.is(evaluateOnce('0 0 X 0 X', alarmSpec({ datapointsToAlarm: 2 }), 'OK').state, 'ALARM');
    assert.is(evaluateOnce('0 X 0 0 X', alarmSpec({ datapointsToAlarm: 2 }), 'OK').state, 'OK');
  },
  'a period of 5 minutes slides by one: minutes 1 to 5, then 2 to 6, averaged': () => {
    const spec = alarmSpec({ periodSeconds: 300, evaluationPeriods: 1, datapointsToAlarm: 1, threshold: 3 });
    const alarm = createAlarm(spec);
    const series = createMetricSeries(minutesNeeded(spec));
    [0, 0, 5, 5, 5, 10].forEach((value, minute) => {
      publish(series, minute * 60, value, (minute + 1) * 60);
    });
    const first = evaluateAlarm(alarm, series, 300);
    assert.equal([first.state, first.datapoint], ['OK', 3]);
    const second = evaluateAlarm(alarm, series, 360);
    assert.equal([second.state, second.datapoint], ['ALARM', 5]);
  },
  'the Auto Scaling action is due on the change and once per minute while ALARM holds': () => {
    const spec = alarmSpec({ evaluationPeriods: 1, datapointsToAlarm: 1 });
    const alarm = createAlarm(spec);
    const series = seriesOf('X X 0', spec);
    const due = [60, 120, 180].map(now => {
      const { stateChanged, actionDue } = evaluateAlarm(alarm, series, now);
      return [stateChanged, actionDue];
    });
    assert.equal(due, [
      [true, true],
      [false, true],
      [true, false],
    ]);
  },
  'after data stops, the last points are evaluated again and the action repeats, then missing data decides': () => {
    const spec = alarmSpec({ evaluationPeriods: 1, datapointsToAlarm: 1, missingData: 'notBreaching' });
    assert.equal(statesOver('X - - - -', spec), ['ALARM', 'ALARM', 'ALARM', 'OK', 'OK']);
  },
  'points from before the alarm was made are used': () => {
    assert.is(evaluateOnce('X X X - -', alarmSpec(), 'INSUFFICIENT_DATA').state, 'ALARM');
  },
  'the datapoint is the mean of the newest N real points; there is none without data (ours)': () => {
    const spec = alarmSpec();
    assert.is(evaluateOnce('0 X X - 0', spec, 'OK').datapoint, 6);
    assert.is(evaluateOnce('- - X - -', spec, 'OK').datapoint, 9);
    assert.is(evaluateOnce('- - - - -', spec, 'OK').datapoint, undefined);
  },
  'a point counts from its publication on, not from the minute it measures (ours)': () => {
    const spec = alarmSpec({ threshold: 10, evaluationPeriods: 1, datapointsToAlarm: 1 });
    const alarm = createAlarm(spec, 7);
    const series = createMetricSeries(minutesNeeded(spec));
    publish(series, 0, 12, 80);
    assert.is(evaluateAlarm(alarm, series, 67).state, 'INSUFFICIENT_DATA');
    assert.is(evaluateAlarm(alarm, series, 127).actionDue, true);
    assert.is(evaluateAlarm(alarm, series, 187).actionDue, true);
  },
  'a series of minutesNeeded holds the whole range, also when the running minute is written ahead (ours)': () => {
    const spec = alarmSpec();
    const series = seriesOf('X - - - -', spec);
    publish(series, 300, 0, 380);
    assert.is(evaluateAlarm(createAlarm(spec), series, 300).state, 'ALARM');
  },
  'the next evaluation is strictly later, at the phase of the alarm (ours)': () => {
    const alarm = createAlarm(alarmSpec(), 7);
    assert.equal(
      [0, 6.9, 7, 60, 67].map(after => nextEvaluationSeconds(alarm, after)),
      [7, 7, 67, 67, 127],
    );
  },
  'an evaluation follows a minute after the last, whatever the phase does to the quotient (ours)': () => {
    // The first one came at the same time again and again: (138.96... - phase) / 60 is a bit less than 2.
    const phases = [18.961115877642285, ...Array.from({ length: 500 }, (_, index) => ((index * 60) / Math.PI) % 60)];
    for (const phase of phases) {
      const alarm = createAlarm(alarmSpec(), phase);
      for (let evaluation = 0, at = phase; evaluation < 200; evaluation += 1) {
        const next = nextEvaluationSeconds(alarm, at);
        assert.ok(Math.abs(next - at - 60) < 1e-6, `${phase}: ${at} -> ${next}`);
        at = next;
      }
    }
  },
  'a period that is no multiple of 60 is refused (ours)': () => {
    for (const periodSeconds of [0, 30, 90]) {
      assert.throws(() => createAlarm(alarmSpec({ periodSeconds })), /must be a multiple of 60/);
    }
  },
  'each comparison is strict or not at the threshold itself': () => {
    const at = (['>', '>=', '<', '<='] as const).map(comparison =>
      [2, 3, 4].map(value => breaches({ comparison, threshold: 3 }, value)),
    );
    assert.equal(at, [
      [false, false, true],
      [false, true, true],
      [true, false, false],
      [true, true, false],
    ]);
  },
  "target tracking's low alarm needs 15 low minutes, and one good one in them holds it back": () => {
    const spec = { comparison: '<', threshold: 3, evaluationPeriods: 15, datapointsToAlarm: 15 } as const;
    const low = '0'.repeat(15);
    assert.is(statesOver(low, spec).at(-1), 'ALARM');
    assert.is(statesOver(`X${low.slice(1)}`, spec).at(-1), 'OK');
    assert.is(statesOver(`X${low}`, spec).at(-1), 'ALARM');
  },
});
