import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { meanOf } from '../mean-of.ts';
import { parseStackConfig } from '../plan/parse-stack-config.ts';
import { stackText } from '../plan/stack-text.test-data.ts';
import { STAGE_NAMES } from '../plan/stage-names.ts';
import { MEASURED_STAGE_PROFILE, STAGE_DEFAULTS } from './stage-times.ts';

const mean = (name: (typeof STAGE_NAMES)[number]) => meanOf(STAGE_DEFAULTS[name].plan.serviceSeconds);

check('STAGE_DEFAULTS', {
  // The source document: 10 + 15 generation, 60 + 45 rigging, and 30 s of boot make its 160 s a character.
  'add up to the 130 s of work of the source document': () =>
    // A table has four significant digits.
    near(
      STAGE_NAMES.reduce((sum, name) => sum + mean(name), 0),
      130,
      1e-3,
    ),
  'count matte, texture and package inside their neighbours': () =>
    assert.equal(
      STAGE_NAMES.filter(name => mean(name) === 0),
      ['matte', 'texture', 'package'],
    ),
});

check('MEASURED_STAGE_PROFILE', {
  'lies over a plan as a patch': () => {
    const result = parseStackConfig({
      text: stackText(),
      file: 'Pulumi.test.yaml',
      stack: 'test',
      patches: [{ text: JSON.stringify(MEASURED_STAGE_PROFILE), file: 'measured.yaml' }],
    });
    assert.is(result.kind, 'plan');
    if (result.kind === 'plan') assert.is(meanOf(result.plan.stages['text-to-image'].serviceSeconds), 40);
  },
});
