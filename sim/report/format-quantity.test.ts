import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import {
  formatCount,
  formatRatio,
  formatSeconds,
  formatUsd,
  formatUsdColumn,
  formatUsdEstimate,
} from './format-quantity.ts';

const says = (actual: string, expected: string) => () => assert.is(actual, expected);

check('money', {
  'has three digits below a dollar': says(formatUsd(0.009718), '$0.00972'),
  'has cents above': says(formatUsd(12.345), '$12.35'),
  'has thousands apart': says(formatUsd(1_234_567.8), '$1,234,568'),
  'may be nothing': says(formatUsd(0), '$0.00'),
  'may be owed': says(formatUsd(-0.5), '-$0.500'),
  'in a column has the decimals of the largest': () =>
    assert.equal(formatUsdColumn([0.0123, 0.00059, null], 1), ['$0.01230', '$0.00059', '-']),
  'of an estimate tells the ends apart': () =>
    assert.equal(formatUsdEstimate(0.009718, [0.009708, 0.009728]), {
      mean: '$0.00972',
      low: '$0.00971',
      high: '$0.00973',
    }),
  'of an exact estimate has no spurious digits': () =>
    assert.equal(formatUsdEstimate(0.01, [0.01, 0.01]), { mean: '$0.0100', low: '$0.0100', high: '$0.0100' }),
});

check('time', {
  'may be nothing': says(formatSeconds(0), '0 s'),
  'is exact below ten seconds': says(formatSeconds(0.416), '0.42 s'),
  'is in seconds below two minutes': says(formatSeconds(119.4), '119 s'),
  'is in minutes below an hour': says(formatSeconds(192), '3 min 12 s'),
  'is in hours below two days': says(formatSeconds(11_520), '3 h 12 min'),
  'is in days above': says(formatSeconds(190_000), '2 d 5 h'),
  'leaves out a part that is nothing': says(formatSeconds(7200), '2 h'),
  'does not say 60 min': says(formatSeconds(7199), '2 h'),
  'does not say 60 s': says(formatSeconds(3599.9), '1 h'),
  'is never off by more than half its smallest unit': () => {
    const factors: Readonly<Record<string, number>> = { d: 86_400, h: 3600, min: 60, s: 1 };
    void fc.assert(
      fc.property(fc.double({ min: 0, max: 1e7, noNaN: true }), seconds => {
        const parts = [...formatSeconds(seconds).matchAll(/([\d.]+) (\w+)/g)];
        const read = parts.reduce((sum, [, number, unit]) => sum + Number(number) * factors[unit!]!, 0);
        return (
          Math.abs(read - seconds) <=
          (seconds < 10 ? 0.005 : seconds < 3600 ? 0.5 : seconds < 172_800 ? 30 : 1800) + 1e-6
        );
      }),
    );
  },
});

check('shares and counts', {
  'a share is in whole percent': says(formatRatio(0.4123), '41 %'),
  'a small share keeps a digit': says(formatRatio(0.0042), '0.4 %'),
  'a tiny share keeps two': says(formatRatio(0.00042), '0.04 %'),
  'all is 100 %': says(formatRatio(1), '100 %'),
  'a count has thousands apart': says(formatCount(10_000), '10,000'),
  'a mean count keeps a digit': says(formatCount(3.25), '3.3'),
  'a large mean count does not': says(formatCount(1234.5), '1,235'),
});
