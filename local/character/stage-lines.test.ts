import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { stageBar, stageLine } from './stage-lines.ts';

check('lines of stages', {
  'say which of how many, and the seconds': () => assert.is(stageLine('matte', 1.24), '2/7 matte             1.2 s'),
  'have a bar while it is in work': () =>
    assert.is(stageBar('matte', 0.5, 1.24), '2/7 matte          ████████████░░░░░░░░░░░░   50 %     1.2 s'),
  'keep a bar in its bounds, and as long as it was': () => {
    const ratios = [-1, 0, 0.34, 0.999, 1, 2];
    assert.is(new Set(ratios.map(ratio => stageBar('text-to-image', ratio, 3).length)).size, 1);
    assert.match(stageBar('package', 0.999, 3), /░ {3}99 %/);
    assert.match(stageBar('package', 2, 3), /█ {2}100 %/);
    assert.match(stageBar('package', -1, 3), / ░{24} {4}0 %/);
  },
  'fit in a terminal of 80 columns': () => assert.ok(stageBar('text-to-image', 1, 9999).length < 80),
});
