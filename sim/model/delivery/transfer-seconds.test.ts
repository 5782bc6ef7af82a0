import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../../test/kit/check.ts';
import { edgeTransferSeconds, type Leg, steadyBytesPerSecond, transferSeconds } from './transfer-seconds.ts';

const ASSET_MEGABYTES = 20;
/** Round trip to the nearest edge for which the table below was worked. */
const EDGE_SECONDS = 0.012;
const LINES = [
  { accessMegabitsPerSecond: 50, lossRatio: 1e-6 },
  { accessMegabitsPerSecond: 200, lossRatio: 1e-6 },
  { accessMegabitsPerSecond: 50, lossRatio: 1e-4 },
  { accessMegabitsPerSecond: 200, lossRatio: 1e-4 },
] as const;

/** Worked apart from this code: how many times as fast a 20 MB download is from the edge as from us-east-1. */
const GAINS = [
  { user: 'Ireland', roundTripSeconds: 0.081, gains: [1.2, 1.8, 2.9, 6.7] },
  { user: 'Tokyo', roundTripSeconds: 0.145, gains: [1.3, 3.4, 5.3, 12] },
  { user: 'Singapore', roundTripSeconds: 0.217, gains: [1.6, 5.0, 7.9, 18] },
] as const;

const legs: fc.Arbitrary<Leg> = fc.record({
  roundTripSeconds: fc.double({ min: 0.001, max: 0.4, noNaN: true }),
  accessMegabitsPerSecond: fc.double({ min: 1, max: 1000, noNaN: true }),
  lossRatio: fc.oneof(fc.constant(0), fc.double({ min: 1e-7, max: 0.01, noNaN: true })),
});
const sizes = fc.double({ min: 0, max: 200, noNaN: true });
const factors = fc.double({ min: 1, max: 5, noNaN: true });

/** Rising sums of a few thousand terms may differ in the last digits. */
const ROUNDING = 1 + 1e-9;

check('transferSeconds', {
  'takes Tokyo 3.0 s for 20 MB from us-east-1 at 200 Mbit/s': () =>
    near(transferSeconds(ASSET_MEGABYTES, { roundTripSeconds: 0.145, ...LINES[1] }), 3.0, 0.1),
  'agrees with a run worked by hand': () => {
    // 3 round trips; windows of 14,600 and 29,200 B fill one each; the third, 58,400 B per 0.1 s, exceeds 4 Mbit/s.
    const leg = { roundTripSeconds: 0.1, accessMegabitsPerSecond: 4, lossRatio: 0 };
    near(transferSeconds(0.5, leg), 0.3 + 0.2 + (500_000 - 43_800) / 500_000, 1e-12);
    near(transferSeconds(0.0073, leg), 0.3 + 0.05, 1e-12);
    near(transferSeconds(0, leg), 0.3, 1e-12);
  },
  'reproduces the worked gains within 5 % when both legs read loss as congestion': () => {
    for (const { user, roundTripSeconds, gains } of GAINS) {
      for (const [column, line] of LINES.entries()) {
        const direct = transferSeconds(ASSET_MEGABYTES, { roundTripSeconds, ...line });
        const edge = transferSeconds(ASSET_MEGABYTES, { roundTripSeconds: EDGE_SECONDS, ...line });
        near(direct / edge, gains[column]!, 0.05 * gains[column]!, `${user}, column ${column}`);
      }
    }
  },
  'never takes less time for more bytes': () =>
    fc.assert(
      fc.property(legs, sizes, factors, (leg, size, factor) =>
        assert.ok(transferSeconds(size * factor, leg) * ROUNDING >= transferSeconds(size, leg)),
      ),
    ),
  'never takes more time over a better line': () =>
    fc.assert(
      fc.property(legs, sizes, factors, (leg, size, factor) => {
        const seconds = transferSeconds(size, leg);
        const faster = { ...leg, accessMegabitsPerSecond: leg.accessMegabitsPerSecond * factor };
        const nearer = { ...leg, roundTripSeconds: leg.roundTripSeconds / factor };
        const cleaner = { ...leg, lossRatio: leg.lossRatio / factor };
        for (const better of [faster, nearer, cleaner]) assert.ok(transferSeconds(size, better) <= seconds * ROUNDING);
      }),
    ),
  'is never faster than the line itself and three round trips': () =>
    fc.assert(
      fc.property(legs, sizes, (leg, size) => {
        const floor = 3 * leg.roundTripSeconds + (size * 8) / leg.accessMegabitsPerSecond;
        assert.ok(transferSeconds(size, leg) * ROUNDING >= floor);
      }),
    ),
});

check('steadyBytesPerSecond', {
  'follows Mathis where loss binds: 1.22 x 1460 / (0.1 x 0.01)': () =>
    near(
      steadyBytesPerSecond({ roundTripSeconds: 0.1, accessMegabitsPerSecond: 1000, lossRatio: 1e-4 }),
      1_781_200,
      1e-6,
    ),
  'is the access line where loss does not bind': () =>
    near(steadyBytesPerSecond({ roundTripSeconds: 0.1, accessMegabitsPerSecond: 8, lossRatio: 1e-6 }), 1_000_000, 1e-6),
});

check('edgeTransferSeconds', {
  'takes Tokyo 0.9 s at a hit and 1.1 s at a miss': () => {
    const edge = { roundTripSeconds: EDGE_SECONDS, ...LINES[1] };
    near(edgeTransferSeconds(ASSET_MEGABYTES, edge, { kind: 'hit' }), 0.9, 0.05);
    const miss = edgeTransferSeconds(ASSET_MEGABYTES, edge, { kind: 'miss', originRoundTripSeconds: 0.145 });
    near(miss, 1.1, 0.1);
  },
  'does not slow down at random loss': () => {
    const edge = { roundTripSeconds: EDGE_SECONDS, accessMegabitsPerSecond: 200, lossRatio: 1e-4 };
    const clean = { ...edge, lossRatio: 0 };
    assert.is(edgeTransferSeconds(20, edge, { kind: 'hit' }), transferSeconds(20, clean));
    assert.ok(edgeTransferSeconds(20, edge, { kind: 'hit' }) < transferSeconds(20, edge));
  },
  'adds one round trip to the origin at a miss': () => {
    const edge = { roundTripSeconds: 0.02, accessMegabitsPerSecond: 50, lossRatio: 0 };
    const hit = edgeTransferSeconds(5, edge, { kind: 'hit' });
    near(edgeTransferSeconds(5, edge, { kind: 'miss', originRoundTripSeconds: 0.2 }), hit + 0.2, 1e-12);
  },
});
