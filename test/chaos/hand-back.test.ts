/** How fast it is stands in bench/worker.ts; the limit here only tells a hand-back from a visibility timeout. */
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { handBack } from './hand-back.ts';

check('a worker whose instance is interrupted', {
  'hands its job back at once, and ends with all of its processes': async () => {
    const { seconds, exitCode, isHeld, leftProcesses } = await handBack();
    assert.ok(seconds < 30, `${seconds} s`);
    assert.equal([exitCode, isHeld, leftProcesses], [0, false, []]);
  },
});
