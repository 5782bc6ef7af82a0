import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { signedVolume } from './measures.ts';
import type { Mesh } from './mesh.ts';
import { CUBE, meshOf, OPEN_CUBE, sphere } from './shapes.test-data.ts';
import { soundSolid } from './sound-solid.ts';
import { checkSurface } from './surface-check.ts';

const solidOf = async (mesh: Mesh) => {
  const solid = await soundSolid(mesh);
  if (solid.kind !== 'solid') throw new Error(solid.detail);
  return solid;
};
const detailOf = async (mesh: Mesh) => {
  const solid = await soundSolid(mesh);
  return solid.kind === 'refused' ? solid.detail : 'a solid';
};
const corners = (mesh: Mesh): Mesh => ({
  positions: Float32Array.from(
    [...mesh.indices].flatMap(vertex => [...mesh.positions.subarray(3 * vertex, 3 * vertex + 3)]),
  ),
  indices: mesh.indices.map((_, i) => i),
});

/** Each triangle as four, that share no vertices. */
function quartered(mesh: Mesh): Mesh {
  const positions = new Float32Array(12 * mesh.indices.length);
  const at = (corner: number, axis: number) => mesh.positions[3 * mesh.indices[corner]! + axis]!;
  // Each new corner lies halfway between two of the old ones, or on one.
  const halves = [0, 0, 0, 1, 2, 0, 0, 1, 1, 1, 1, 2, 1, 2, 2, 2, 2, 0, 0, 1, 1, 2, 2, 0];
  for (let i = 0; i < mesh.indices.length; i += 3) {
    for (let corner = 0; corner < 12; corner += 1) {
      for (let axis = 0; axis < 3; axis += 1) {
        const [a, b] = [halves[2 * corner]!, halves[2 * corner + 1]!];
        positions[3 * (4 * i + corner) + axis] = (at(i + a, axis) + at(i + b, axis)) / 2;
      }
    }
  }
  return { positions, indices: Uint32Array.from({ length: 4 * mesh.indices.length }, (_, i) => i) };
}

check('a solid', {
  'is what it was, with its vertices joined': async () => {
    const { mesh, holeCount, isReduced } = await solidOf(corners(CUBE));
    assert.ok(checkSurface(mesh).isClosedManifold);
    assert.equal([holeCount, isReduced], [0, false]);
  },
  'has its holes filled': async () => {
    const { mesh, holeCount } = await solidOf(OPEN_CUBE);
    assert.is(holeCount, 1);
    near(signedVolume(mesh), 1, 1e-6);
  },
  'is turned right side out': async () => {
    const { mesh } = await solidOf({ ...CUBE, indices: CUBE.indices.slice().reverse() });
    near(signedVolume(mesh), 1, 1e-6);
  },
  'of a million triangles has as many as are of use': async () => {
    const fine = quartered(quartered(meshOf(sphere, 140)));
    assert.ok(fine.indices.length > 3e6);
    const { mesh, isReduced } = await solidOf(fine);
    assert.ok(isReduced);
    near(mesh.indices.length / 3, 200_000, 2000);
  },
  'is refused, with the reason, when there is nothing to work on': async () => {
    const nothing = { positions: new Float32Array(), indices: new Uint32Array() };
    assert.match(await detailOf(nothing), /no triangles/);
    const point = { positions: Float32Array.of(1, 1, 1, 1, 1, 1, 1, 1, 1), indices: Uint32Array.of(0, 1, 2) };
    assert.match(await detailOf(point), /no triangles/);
    const sheet = { positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0), indices: Uint32Array.of(0, 1, 2) };
    assert.match(await detailOf(sheet), /sheet/);
  },
});
