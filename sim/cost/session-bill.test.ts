import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { secondsPrice, sessionBill, sessionSecondsOf } from './session-bill.ts';
import { testSession } from './test-record.ts';

const ON_DEMAND = 0.526;
const SPOT = 0.189;
const interrupted = (endSeconds: number) => testSession(endSeconds, { market: 'spot', interrupted: true });
const seconds = fc.double({ min: 0, max: 3e6, noNaN: true });

check('the price of a session', {
  'bills 45 s as a minute': () => {
    // 60 x 526,000,000 / 3600 = 8,766,666.67
    const bill = sessionBill(testSession(45), ON_DEMAND);
    assert.is(bill.billedSeconds, 60);
    assert.is(bill.nanoUsd, 8_766_667);
  },
  'counts the surplus of the minimum as idle': () => {
    const session = testSession(45, { bootSeconds: 40, usefulSeconds: 5 });
    assert.equal(sessionSecondsOf(session).weights, [5, 0, 15, 40, 0]);
    assert.equal(sessionBill(session, ON_DEMAND).parts, [730_555, 0, 2_191_667, 5_844_445, 0]);
  },
  'bills a job of 160 s on demand as the source document does': () => {
    // 160 x 526,000,000 / 3600 = 23,377,777.78
    assert.is(sessionBill(testSession(160), ON_DEMAND).nanoUsd, 23_377_778);
  },
  'bills every second that has begun': () => {
    assert.is(sessionBill(testSession(160.001), ON_DEMAND).billedSeconds, 161);
    assert.is(sessionBill(testSession(0.1 + 0.2 + 159.7), ON_DEMAND).billedSeconds, 160);
  },
  'gives the first hour of an interrupted Spot instance free': () => {
    const { billedSeconds, nanoUsd, parts } = sessionBill(interrupted(3599.2), SPOT);
    assert.equal([billedSeconds, nanoUsd, parts], [0, 0, [0, 0, 0, 0, 0]]);
  },
  'bills all seconds of a Spot instance that is interrupted later': () => {
    // 3601 x 189,000,000 / 3600 = 189,052,500
    assert.is(sessionBill(interrupted(3601), SPOT).nanoUsd, 189_052_500);
    assert.is(sessionBill(interrupted(3600), SPOT).nanoUsd, 189_000_000);
  },
  'bills a first hour that we ended ourselves': () => {
    assert.is(sessionBill(testSession(3599.2, { market: 'spot' }), SPOT).nanoUsd, 189_000_000);
  },
  'knows no free hour on demand': () => {
    assert.is(sessionBill(testSession(100, { interrupted: true }), ON_DEMAND).billedSeconds, 100);
  },
  'counts filling the warm pool as boot from start to end': () => {
    const session = testSession(100.5, { start: 'pool', bootSeconds: 80, idleSeconds: 20.5, usefulSeconds: 0 });
    assert.equal(sessionSecondsOf(session).weights, [0, 0, 0, 101, 0]);
  },
  'has parts that sum to the bill and seconds that sum to those billed': () => {
    fc.assert(
      fc.property(seconds, seconds, seconds, fc.boolean(), (boot, useful, idle, isSpot) => {
        const session = testSession(boot + useful + idle, {
          market: isSpot ? 'spot' : 'onDemand',
          bootSeconds: boot,
          usefulSeconds: useful,
          idleSeconds: idle,
        });
        const { nanoUsd, parts } = sessionBill(session, ON_DEMAND);
        const { weights, wholeSeconds } = sessionSecondsOf(session);
        assert.is(
          parts.reduce((sum, part) => sum + part, 0),
          nanoUsd,
        );
        near(
          weights.reduce((sum, weight) => sum + weight, 0),
          wholeSeconds,
          1e-5,
        );
      }),
    );
  },
  'never costs less for more seconds': () => {
    fc.assert(
      fc.property(seconds, seconds, (a, b) => {
        const bills = [Math.min(a, b), Math.max(a, b)].map(end => sessionBill(testSession(end), ON_DEMAND).nanoUsd);
        assert.ok(bills[0]! <= bills[1]!);
      }),
    );
  },
  'refuses a price too large to be exact': () => assert.throws(() => secondsPrice(1e12, 1e6), /safe integer/),
});
