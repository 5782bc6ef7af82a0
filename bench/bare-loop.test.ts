import * as assert from 'uvu/assert';
import { check, near } from '../test/kit/check.ts';
import { runBareLoop } from './bare-loop.ts';
import { THEORY_WAIT_SECONDS } from './mm20.ts';

check('bare loop', {
  'waits as theory says: a yardstick must run the same race': () => {
    // M/M/1 at 0.5 waits rho / (1 - rho) = 1. On 20 servers at 0.9 the mean of 2e6 has a standard error of 0.0064
    // (from 60 seeds).
    near(runBareLoop(1, 0.5, 1_000_000, 1).meanWaitSeconds, 1, 0.02);
    near(runBareLoop(20, 0.9, 2_000_000, 1).meanWaitSeconds, THEORY_WAIT_SECONDS, 0.02);
  },
  'replays from its seed': () => {
    assert.equal(runBareLoop(3, 0.8, 10_000, 7), runBareLoop(3, 0.8, 10_000, 7));
    assert.not.equal(runBareLoop(3, 0.8, 10_000, 7), runBareLoop(3, 0.8, 10_000, 8));
  },
});
