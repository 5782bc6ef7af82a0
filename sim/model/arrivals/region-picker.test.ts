import * as assert from 'uvu/assert';
import { check, near } from '../../../test/kit/check.ts';
import { createSubstream } from '../../engine/substream.ts';
import { createRegionPicker } from './region-picker.ts';

check('createRegionPicker', {
  'picks in proportion to the weights and never a region of weight 0': () => {
    const pick = createRegionPicker([0, 3, 0, 1, 0]);
    const stream = createSubstream(1, 0, 'regions', 0);
    const counts = [0, 0, 0, 0, 0];
    for (let draw = 0; draw < 40_000; draw += 1) counts[pick(stream)]! += 1;
    assert.equal([counts[0], counts[2], counts[4]], [0, 0, 0]);
    // Four standard errors of a share of 3/4 in 40,000 draws.
    near(counts[1]! / 40_000, 0.75, 0.0087);
  },
  'refuses weights that are all 0': () => assert.throws(() => createRegionPicker([0, 0]), /weight above 0/),
});
