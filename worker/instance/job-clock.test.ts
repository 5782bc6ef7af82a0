import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { jobClock } from './job-clock.ts';

let nowSeconds = 0;
const SECONDS: Readonly<Record<string, number>> = { 'text-to-image': 10, matte: 1, 'image-to-3d': 15 };
const clock = jobClock(
  stage => SECONDS[stage] ?? 0,
  () => nowSeconds,
);

check('the clock of a job', {
  'knows nothing without a job': () => assert.is(clock.remainingSeconds(), undefined),
  'counts down through the stages': () => {
    nowSeconds = 100;
    clock.beginJob(['text-to-image', 'matte', 'image-to-3d']);
    assert.is(clock.remainingSeconds(), 26);
    nowSeconds = 104;
    assert.is(clock.remainingSeconds(), 22);
    clock.beginStage('image-to-3d');
    assert.is(clock.remainingSeconds(), 15);
  },
  'expects a stage that is late to end now, and the later ones to take their time': () => {
    nowSeconds = 200;
    clock.beginJob(['text-to-image', 'matte', 'image-to-3d']);
    clock.beginStage('matte');
    nowSeconds = 205;
    assert.is(clock.remainingSeconds(), 15);
  },
  'stops with the job': () => {
    clock.endJob();
    clock.beginStage('matte');
    assert.is(clock.remainingSeconds(), undefined);
  },
});
