import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { createMosaic, cutTile, tilesOf } from './tiles.ts';

const sizes = fc.record({ width: fc.integer({ min: 1, max: 90 }), height: fc.integer({ min: 1, max: 90 }) });
const sides = fc
  .integer({ min: 2, max: 40 })
  .chain(side => fc.tuple(fc.constant(side), fc.integer({ min: 0, max: side - 1 })));

check('tiles', {
  'are of one size, within the whole, and share what they are to share': () => {
    fc.assert(
      fc.property(sizes, sides, (whole, [side, overlap]) => {
        const tiles = tilesOf(whole, side, overlap);
        const lefts = [...new Set(tiles.map(({ left }) => left))];
        for (const { left, top, width, height } of tiles) {
          assert.equal([width, height], [Math.min(side, whole.width), Math.min(side, whole.height)]);
          assert.ok(left >= 0 && top >= 0 && left + width <= whole.width && top + height <= whole.height);
        }
        assert.is(lefts[0], 0);
        assert.is(lefts.at(-1)! + tiles[0]!.width, whole.width);
        for (const [i, left] of lefts.slice(1).entries()) assert.ok(lefts[i]! + tiles[0]!.width - left >= overlap);
      }),
    );
  },
  'are no more than are needed': () => {
    assert.is(tilesOf({ width: 128, height: 128 }, 80, 16).length, 4);
    assert.is(tilesOf({ width: 80, height: 64 }, 80, 16).length, 1);
    assert.is(tilesOf({ width: 81, height: 64 }, 80, 16).length, 2);
  },
  'cut out and put together are the whole': () => {
    fc.assert(
      fc.property(sizes, sides, fc.integer({ min: 0, max: 20 }), (whole, [side, overlap], fade) => {
        const planes = Float32Array.from({ length: 2 * whole.width * whole.height }, (_, i) => Math.sin(i));
        const mosaic = createMosaic(whole, 2);
        for (const tile of tilesOf(whole, side, overlap)) mosaic.add(cutTile(planes, whole, tile), tile, fade);
        for (const [i, value] of mosaic.whole().entries()) near(value, planes[i]!, 1e-5);
      }),
      { numRuns: 30 },
    );
  },
  'that differ fade into each other': () => {
    const whole = { width: 12, height: 1 };
    const mosaic = createMosaic(whole, 1);
    const [left, right] = tilesOf(whole, 8, 4);
    mosaic.add(new Float32Array(8).fill(0), left!, 4);
    mosaic.add(new Float32Array(8).fill(1), right!, 4);
    assert.equal(
      Array.from(mosaic.whole(), value => Number(value.toFixed(3))),
      [0, 0, 0, 0, 0.125, 0.375, 0.625, 0.875, 1, 1, 1, 1],
    );
  },
});
