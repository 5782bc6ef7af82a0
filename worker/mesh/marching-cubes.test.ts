import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { sealSides } from './field.ts';
import { marchingCubes } from './marching-cubes.ts';
import { signedVolume, surfaceArea } from './measures.ts';
import { extentOf } from './mesh.ts';
import { fieldOf, humanoid, meshOf, sphere, torus } from './shapes.test-data.ts';
import { checkSurface } from './surface-check.ts';

/** Random values are the hardest field there is: all 256 cases of the cube, with all their neighbours. */
const randomField = (count: number, numbers: readonly number[]) => {
  const values = Float32Array.from({ length: count ** 3 }, (_, i) => numbers[i % numbers.length]!);
  const field = { values, counts: [count, count, count] as const, origin: [0, 0, 0] as const, step: 1 };
  sealSides(field, -1);
  return field;
};

check('marching cubes', {
  'has a sphere’s volume, area and topology': () => {
    const mesh = meshOf(sphere, 96);
    near(signedVolume(mesh), (4 / 3) * Math.PI * 0.6 ** 3, 0.002);
    near(surfaceArea(mesh), 4 * Math.PI * 0.6 ** 2, 0.01);
    const { isClosedManifold, componentCount, eulerCharacteristic } = checkSurface(mesh);
    assert.equal([isClosedManifold, componentCount, eulerCharacteristic], [true, 1, 2]);
  },
  'has a torus’s volume and its hole': () => {
    const mesh = meshOf(torus, 96);
    near(signedVolume(mesh), 2 * Math.PI ** 2 * 0.5 * 0.2 ** 2, 0.002);
    assert.is(checkSurface(mesh).eulerCharacteristic, 0);
  },
  'puts each vertex on the surface, but for the gap it keeps to grid points': () => {
    const { positions } = meshOf(sphere, 96);
    const step = (2 * 0.87) / 96;
    for (let i = 0; i < positions.length; i += 3) {
      const distance = Math.abs(sphere(positions[i]!, positions[i + 1]!, positions[i + 2]!));
      assert.ok(distance < 0.06 * step, `${distance} m of ${step}`);
    }
  },
  'is closed and manifold for whatever values': () => {
    const number = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(0, 1, -1));
    fc.assert(
      fc.property(fc.array(number, { minLength: 50, maxLength: 300 }), numbers => {
        const mesh = marchingCubes(randomField(9, numbers), 0);
        const { boundaryEdgeCount, nonManifoldEdgeCount } = checkSurface(mesh);
        assert.equal([boundaryEdgeCount, nonManifoldEdgeCount], [0, 0]);
      }),
      { numRuns: 60 },
    );
  },
  'of an empty field is empty, and of a full one the box of its sides': () => {
    assert.is(marchingCubes(randomField(5, [-1]), 0).indices.length, 0);
    near(extentOf(marchingCubes(randomField(5, [1]), 0)), 3, 1e-6);
  },
  'keeps x, y and z apart': () => {
    const mesh = meshOf((x, y, z) => Math.hypot(x - 0.1, y - 0.2, z - 0.4) - 0.3, 48);
    const mean = [0, 1, 2].map(axis => {
      const values = mesh.positions.filter((_, i) => i % 3 === axis);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    });
    [0.1, 0.2, 0.4].forEach((centre, axis) => {
      near(mean[axis]!, centre, 0.01);
    });
  },
  'makes one figure of a humanoid': () => {
    const { isClosedManifold, componentCount, eulerCharacteristic } = checkSurface(meshOf(humanoid, 96));
    assert.equal([isClosedManifold, componentCount, eulerCharacteristic], [true, 1, 2]);
  },
  'counts only values above the level as inside': () => {
    const field = fieldOf(sphere, 32);
    assert.ok(signedVolume(marchingCubes(field, 0.2)) < signedVolume(marchingCubes(field, 0)));
  },
});
