import * as assert from 'uvu/assert';
import { createSubstream } from '../../sim/engine/substream.ts';
import { meanInterval } from '../../sim/measure/interval.ts';
import { check, near } from '../kit/check.ts';
import { controlledInterval } from './controlled-interval.ts';

check('interval with control variates', {
  'without controls it is the t interval': () => {
    const plain = meanInterval([9, 10, 11, 14], 0.95);
    const controlled = controlledInterval([9, 10, 11, 14], [[], [], [], []], 0.95);
    near(controlled.mean, plain.mean, 1e-12);
    near(controlled.halfWidth!, plain.halfWidth!, 1e-12);
  },
  'a control that explains everything leaves no width': () => {
    const controls = [
      [-2, 1],
      [1, 0],
      [4, -3],
      [-1, 5],
      [0.5, 2],
    ];
    const values = controls.map(([a, b]) => 7 + 3 * a! - 2 * b!);
    const { mean, halfWidth } = controlledInterval(values, controls, 0.99);
    near(mean, 7, 1e-12);
    near(halfWidth!, 0, 1e-10);
  },
  'covers as often as it says: 99 % of 4000 studies of 12 runs with 2 controls': () => {
    const stream = createSubstream(1, 0, 'coverage', 0);
    const normal = () => stream.normal();
    let covered = 0;
    for (let study = 0; study < 4000; study += 1) {
      const controls = Array.from({ length: 12 }, () => [normal(), normal()]);
      const values = controls.map(([a, b]) => 5 + 2 * a! + b! + normal());
      const { low, high } = controlledInterval(values, controls, 0.99);
      if (low! <= 5 && 5 <= high!) covered += 1;
    }
    // Binomial: standard deviation 0.157 %, so 4 of them.
    near(covered / 4000, 0.99, 0.0063);
  },
  'refuses more controls than it has runs for': () => {
    assert.throws(
      () =>
        controlledInterval(
          [1, 2, 3],
          [
            [1, 2],
            [3, 4],
            [5, 7],
          ],
          0.95,
        ),
      /at least 4 replications/,
    );
  },
});
