/** What moves vertices or leaves some out: smoothing, re-projection, decimation; and how far that takes a surface. */
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { decimated } from './decimated.ts';
import { hausdorffDistance } from './hausdorff.ts';
import { signedVolume } from './measures.ts';
import { heightOf, type Mesh } from './mesh.ts';
import { reprojected } from './reprojected.ts';
import { CUBE, humanoid, meshOf, quadruped, type Shape, sphere } from './shapes.test-data.ts';
import { smoothed } from './smoothed.ts';
import { checkSurface } from './surface-check.ts';
import { triangleTree } from './triangle-tree.ts';
import { vertexNormals } from './vertex-normals.ts';

const worstDistance = (mesh: Mesh, shape: Shape): number => {
  const { positions: p } = mesh;
  return Math.max(
    ...Array.from({ length: p.length / 3 }, (_, i) => Math.abs(shape(p[3 * i]!, p[3 * i + 1]!, p[3 * i + 2]!))),
  );
};
/** As TripoSR's: exponential in the depth. */
const densityOf = (shape: Shape) => async (points: Float32Array) =>
  Float32Array.from(
    { length: points.length / 3 },
    (_, i) => 25 * Math.exp(-60 * shape(points[3 * i]!, points[3 * i + 1]!, points[3 * i + 2]!)),
  );

check('vertex normals', {
  'of a sphere point away from its middle': () => {
    const mesh = meshOf(sphere, 32);
    const normals = vertexNormals(mesh);
    normals.forEach((value, i) => {
      near(value, mesh.positions[i]! / 0.6, 0.12);
    });
  },
  'are of length 1 where triangles cancel out, too': () => {
    const flat = { positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0), indices: Uint32Array.of(0, 1, 2, 0, 2, 1) };
    assert.equal([...vertexNormals(flat).subarray(0, 3)], [0, 0, 1]);
  },
});

check('smoothing', {
  'takes the roughness and leaves the volume': () => {
    const mesh = meshOf(sphere, 32);
    const rough = { ...mesh, positions: mesh.positions.map((value, i) => value * (1 + 0.01 * Math.sin(12.9898 * i))) };
    const smooth = smoothed(rough, 10);
    assert.ok(worstDistance(smooth, sphere) < 0.6 * worstDistance(rough, sphere));
    near(signedVolume(smooth) / signedVolume(rough), 1, 0.01);
  },
  'of no rounds is the mesh': () => assert.is(smoothed(CUBE, 0).positions, CUBE.positions),
});

check('re-projection', {
  'puts vertices that were moved back onto the surface': async () => {
    const step = (2 * 0.87) / 48;
    const mesh = smoothed(meshOf(humanoid, 48), 5);
    const densityAt = densityOf((...point) => humanoid(...point) / 60);
    const back = await reprojected(await reprojected(mesh, densityAt, 25, step / 2), densityAt, 25, step / 8);
    const [before, after] = [mesh, back].map(moved => {
      const { positions: p } = moved;
      const distances = Array.from(
        { length: p.length / 3 },
        (_, i) => Math.abs(humanoid(p[3 * i]!, p[3 * i + 1]!, p[3 * i + 2]!)) / 60,
      );
      return distances.reduce((sum, value) => sum + value, 0) / distances.length;
    }) as [number, number];
    assert.ok(after < 0.1 * before, `${after} m of ${before} m`);
  },
  'leaves alone what is further away than its reach': async () => {
    const mesh = meshOf(sphere, 24);
    const far = await reprojected(
      mesh,
      densityOf((x, y, z) => sphere(x, y, z) - 0.1),
      25,
      0.05,
    );
    assert.equal(far.positions, mesh.positions);
  },
});

check('decimation', {
  'reaches its count and stays closed and close': async () => {
    for (const shape of [humanoid, quadruped]) {
      const mesh = meshOf(shape, 80);
      const small = await decimated(mesh, 3000);
      near(small.indices.length / 3, 3000, 30);
      const { isClosedManifold, componentCount } = checkSurface(small);
      assert.equal([isClosedManifold, componentCount], [true, 1]);
      const distance = hausdorffDistance(mesh, small);
      assert.ok(distance < 0.01 * heightOf(mesh), `${distance} m`);
    }
  },
  'leaves what is small enough': async () => assert.is(await decimated(CUBE, 12), CUBE),
});

check('the nearest point', {
  'is the one that looking at all triangles finds': () => {
    const mesh = meshOf(quadruped, 24);
    const { nearest } = triangleTree(mesh);
    const at = (triangle: number, weights: readonly number[]) =>
      [0, 1, 2].map(axis =>
        weights.reduce(
          (sum, weight, corner) => sum + weight * mesh.positions[3 * mesh.indices[3 * triangle + corner]! + axis]!,
          0,
        ),
      );
    for (let i = 0; i < 30; i += 1) {
      const point = [Math.sin(3 * i), Math.sin(5 * i + 1), Math.sin(7 * i + 2)] as const;
      const found = nearest(...point);
      const foundAt = at(found.triangle, found.weights);
      near(Math.hypot(...foundAt.map((value, axis) => value - point[axis]!)), found.distance, 1e-6);
      // No vertex is nearer, and no point of a dense sample of any triangle.
      for (let triangle = 0; triangle < mesh.indices.length / 3; triangle += 1) {
        for (const weights of [
          [1, 0, 0],
          [0.5, 0.5, 0],
          [1 / 3, 1 / 3, 1 / 3],
          [0, 0.5, 0.5],
          [0.5, 0, 0.5],
        ]) {
          const distance = Math.hypot(...at(triangle, weights).map((value, axis) => value - point[axis]!));
          assert.ok(distance >= found.distance - 1e-6, `${distance} < ${found.distance}`);
        }
      }
    }
  },
  'of a cube is on its corner, edge or side': () => {
    const { nearest } = triangleTree(CUBE);
    near(nearest(2, 2, 2).distance, Math.sqrt(3), 1e-6);
    near(nearest(2, 2, 0.5).distance, Math.SQRT2, 1e-6);
    near(nearest(0.3, 0.6, -2).distance, 2, 1e-6);
    near(nearest(0.5, 0.5, 0.4).distance, 0.4, 1e-6);
  },
});

check('the Hausdorff distance', {
  'of spheres around one middle is the difference of their radii': () => {
    const small = meshOf((x, y, z) => Math.hypot(x, y, z) - 0.5, 64);
    near(hausdorffDistance(meshOf(sphere, 64), small), 0.1, 0.003);
  },
  'sees what only one of the two has': () => {
    const horned = meshOf((x, y, z) => Math.min(sphere(x, y, z), Math.hypot(x, y - 0.65, z) - 0.1), 48);
    const plain = meshOf(sphere, 48);
    near(hausdorffDistance(horned, plain), 0.15, 0.01);
    near(hausdorffDistance(plain, horned), 0.15, 0.01);
  },
});
