import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { WaitingLine } from './waiting-line.ts';

check('waiting line', {
  'gives back in order what an array would, through any mix of push and shift': () => {
    // Runs of pushes and shifts long enough to wrap the ring and to double it while wrapped.
    const runs = fc.array(fc.tuple(fc.nat(80), fc.nat(70)), { maxLength: 12 });
    return fc.assert(
      fc.property(runs, pairs => {
        const line = new WaitingLine();
        const array: number[] = [];
        let value = 0;
        for (const [pushCount, shiftCount] of pairs) {
          for (let i = 0; i < pushCount; i += 1) {
            line.push(value);
            array.push(value);
            value += 0.5;
          }
          for (let i = 0; i < shiftCount && array.length > 0; i += 1) assert.is(line.shift(), array.shift());
          assert.is(line.length, array.length);
        }
      }),
      { seed: 1 },
    );
  },
  'an empty line has nobody to give': () => {
    assert.throws(() => new WaitingLine().shift(), /nobody waits/);
  },
});
