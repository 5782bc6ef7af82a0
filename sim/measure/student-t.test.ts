import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { studentTQuantile } from './student-t.ts';

const PROBABILITIES = [0.9, 0.975, 0.995, 0.9995];
/**
 * Origin: mpmath 1.4.1 with 40 digits, root of 1 - betainc(n/2, 1/2, 0, n/(n + t^2), regularized) / 2 = p, printed to
 * 16 digits, started from scipy 1.17.1 `stats.t.ppf`; infinity: sqrt(2) * erfinv(2p - 1). Computed 2026-11-23.
 */
// biome-ignore format: a table reads better in columns
const GOLDEN: readonly (readonly [degrees: number, ...quantiles: number[]])[] = [
  [1, 3.077683537175253, 12.7062047361747, 63.65674116287158, 636.6192487687196],
  [2, 1.885618083164127, 4.302652729749464, 9.924843200918293, 31.59905457644362],
  [3, 1.63774435369621, 3.18244630528371, 5.840909309733357, 12.92397863668748],
  [4, 1.533206274058944, 2.776445105197794, 4.604094871349993, 8.610301581379275],
  [5, 1.475884048824481, 2.570581835636316, 4.032142983555228, 6.86882662588111],
  [6, 1.439755747265148, 2.44691185114497, 3.70742802132478, 5.95881617881876],
  [7, 1.414923927650508, 2.364624251592785, 3.499483297350494, 5.407882520861725],
  [9, 1.383028738396632, 2.262157162798206, 3.249835541592126, 4.780912585931139],
  [10, 1.372183641110336, 2.228138851986275, 3.169272672616951, 4.586893858702636],
  [14, 1.345030374454651, 2.144786687917804, 2.976842734370835, 4.140454112738203],
  [19, 1.327728209026798, 2.09302405440831, 2.860934606464979, 3.883405852592083],
  [29, 1.311433647301551, 2.045229642132704, 2.756385903670605, 3.659405019466333],
  [30, 1.310415025391396, 2.042272456301238, 2.749995653567225, 3.645958635042022],
  [49, 1.29906878474775, 2.00957523712924, 2.679951973631552, 3.500442891367367],
  [50, 1.29871369419481, 2.008559112100761, 2.677793270940844, 3.496012881811139],
  [99, 1.290161442034485, 1.984216951586417, 2.626405457280828, 3.391528833363651],
  [100, 1.290074761346516, 1.983971518523552, 2.625890521438018, 3.39049131116423],
  [199, 1.285820209259409, 1.971956544251754, 2.600760216058516, 3.340086556161431],
  [499, 1.283250423009885, 1.964729390987689, 2.585717683111754, 3.310130570397799],
  [999, 1.282399570037397, 1.96234146113345, 2.580759637267637, 3.300292440398735],
  [1000, 1.282398721460924, 1.962339080826408, 2.580754698065951, 3.300282648423913],
  [1001, 1.282397874581051, 1.96233670528088, 2.580749768750525, 3.300272876066009],
  [5000, 1.281720905335718, 1.960438551706508, 2.576812966556281, 3.292473723370851],
  [100_000, 1.281560031449361, 1.95998770753461, 2.575878469908375, 3.290624031411883],
  [Infinity, 1.2815515655446, 1.959963984540054, 2.575829303548901, 3.290526731491895],
];

check('studentTQuantile', {
  'agrees with a 40-digit computation to 1e-12 of the value, from 1 degree of freedom to infinity': () => {
    for (const [degrees, ...quantiles] of GOLDEN) {
      quantiles.forEach((expected, i) => {
        near(studentTQuantile(PROBABILITIES[i]!, degrees), expected, 1e-12 * expected, `degrees ${degrees}`);
      });
    }
  },
  'is (2p - 1) * sqrt(2 / (1 - (2p - 1)^2)) for 2 degrees of freedom, wherever p lies': () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), p => {
        const central = 2 * p - 1;
        const expected = central * Math.sqrt(2 / (1 - central * central));
        near(studentTQuantile(p, 2), expected, 1e-9 * Math.max(1, Math.abs(expected)));
      }),
    );
  },
  'still rises with the probability far out in the tail, where digits are lost': () => {
    for (let degrees = 2; degrees <= 1000; degrees += 1) {
      const tail = [1e-3, 1e-6, 1e-9, 1e-12].map(beyond => studentTQuantile(1 - beyond, degrees));
      for (let i = 1; i < tail.length; i += 1) assert.ok(tail[i]! > tail[i - 1]! && Number.isFinite(tail[i]));
    }
  },
  'is odd around one half, and zero there': () => {
    assert.is(studentTQuantile(0.5, 7), 0);
    near(studentTQuantile(0.025, 9), -studentTQuantile(0.975, 9), 1e-12);
  },
  'falls as the degrees of freedom rise, also across the change of method at 1000': () => {
    for (let degrees = 1; degrees < 1200; degrees += 1) {
      const here = studentTQuantile(0.975, degrees);
      const next = studentTQuantile(0.975, degrees + 1);
      assert.ok(here > next, `${degrees}: ${here} > ${next}`);
    }
  },
  'refuses what is no probability or no count of degrees': () => {
    assert.throws(() => studentTQuantile(1, 5), /in \(0, 1\) \(saw 1\)/);
    assert.throws(() => studentTQuantile(Number.NaN, 5), /saw NaN/);
    assert.throws(() => studentTQuantile(0.9, 0), /integer >= 1/);
    assert.throws(() => studentTQuantile(0.9, 2.5), /saw 2.5/);
  },
});
