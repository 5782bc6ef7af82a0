import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { latentPreview } from './latent-preview.ts';
import { rgbImage } from './rgb-image.ts';

check('pixels', {
  'are of three planes, from -1 to 1, cut off beyond': () => {
    const planes = Float32Array.of(-1, 1, 0, -5, 0.5, 9);
    assert.equal([...rgbImage(planes, 2, 1).pixels], [0, 128, 191, 255, 0, 255]);
  },
});

check('a first look', {
  'is what diffusers documents: grey for nothing, brighter with the first channel, cut off at white': () => {
    const look = (...channels: number[]) => [...latentPreview(Float32Array.from(channels), 1, 1).pixels];
    assert.equal(look(0, 0, 0, 0), [150, 140, 130]);
    assert.equal(look(1, 0, 0, 0), [210, 200, 190]);
    assert.equal(look(0, 1, 0, 0), [90, 135, 140]);
    assert.equal(look(0, 0, 1, 0), [175, 155, 125]);
    assert.equal(look(0, 0, 0, 1), [80, 90, 95]);
    assert.equal(look(3, 0, 0, 0), [255, 255, 255]);
  },
  'is in rows, as the latents are': () => {
    const { width, height, pixels } = latentPreview(
      Float32Array.from({ length: 24 }, (_, i) => Number(i === 5)),
      3,
      2,
    );
    assert.equal([width, height], [3, 2]);
    assert.equal([...pixels.subarray(15)], [210, 200, 190]);
  },
});
