import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { CAPSULE_FIGURE, type Capsule, capsuleDensity } from '../triposr/capsule-figure.ts';
import { DENSITY_LEVEL } from '../triposr/contract.ts';
import { hausdorffDistance } from './hausdorff.ts';
import { marchingCubes } from './marching-cubes.ts';
import type { Point } from './mesh.ts';
import { sparseField } from './sparse-field.ts';
import { checkSurface } from './surface-check.ts';

const CELLS = 48;
const densityAt = (density: (point: Point) => number) => async (points: Float32Array) =>
  Float32Array.from({ length: points.length / 3 }, (_, i) =>
    density([points[3 * i]!, points[3 * i + 1]!, points[3 * i + 2]!]),
  );
const sampled = (density: (point: Point) => number, cellCount = CELLS) =>
  sparseField(densityAt(density), { cellCount, halfSide: 0.87, level: DENSITY_LEVEL });
const figureOf = (capsules: readonly Capsule[]) => (point: Point) => capsuleDensity(capsules, point);

/** Asked at every point. */
function denseSurface(density: (point: Point) => number, step: number) {
  const count = CELLS + 1;
  const at = (i: number) => -0.87 + step * i;
  const values = Float32Array.from({ length: count ** 3 }, (_, i) => {
    const place = [i % count, Math.floor(i / count) % count, Math.floor(i / count ** 2)] as const;
    return density([at(place[0]), at(place[1]), at(place[2])]);
  });
  return marchingCubes({ values, counts: [count, count, count], origin: [-0.87, -0.87, -0.87], step }, DENSITY_LEVEL);
}

check('a sparse field', {
  'has the surface of one that was asked everywhere': async () => {
    const field = await sampled(figureOf(CAPSULE_FIGURE));
    const dense = denseSurface(figureOf(CAPSULE_FIGURE), field.step);
    const mesh = marchingCubes(field, DENSITY_LEVEL);
    assert.is(mesh.indices.length, dense.indices.length);
    assert.ok(hausdorffDistance(mesh, dense) < 1e-6);
  },
  'asks for few of its points': async () => {
    const { askedCount, values } = await sampled(figureOf(CAPSULE_FIGURE), 96);
    assert.ok(askedCount < 0.25 * values.length, `${askedCount} of ${values.length}`);
  },
  'finds what is thinner than its blocks': async () => {
    const wire = { a: [-0.6, 0.02, 0.3], b: [0.6, 0.31, -0.2], radius: 0.03 } as const;
    const field = await sampled(figureOf([wire]));
    const dense = denseSurface(figureOf([wire]), field.step);
    assert.is(marchingCubes(field, DENSITY_LEVEL).indices.length, dense.indices.length);
  },
  'follows a surface into blocks whose corners say nothing of it': async () => {
    // A wire along the middle of the blocks, which no corner sees, up from a ball that some do.
    const middle = ((2 * 0.87) / 160 / 2) * 4;
    const steep = ([x, y, z]: Point) => {
      const isWire = Math.abs(y) < 0.5 && Math.hypot(x - middle, z - middle) < 0.017;
      return isWire || Math.hypot(x, y, z) < 0.1 ? 100 : 0;
    };
    const mesh = marchingCubes(await sampled(steep, 160), DENSITY_LEVEL);
    assert.ok(checkSurface(mesh).isClosedManifold);
    assert.ok(Math.max(...mesh.positions) > 0.49);
  },
  'is closed whatever reaches its sides': async () => {
    const mesh = marchingCubes(await sampled(([x]) => (x > 0.3 ? 100 : 0)), DENSITY_LEVEL);
    assert.ok(checkSurface(mesh).isClosedManifold);
  },
  'of nothing is nothing': async () => {
    const field = await sampled(() => 0);
    assert.is(marchingCubes(field, DENSITY_LEVEL).indices.length, 0);
    assert.is(field.askedCount, 13 ** 3);
  },
});
