import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { componentsOf, largestComponent } from './components.ts';
import { edgeListOf } from './edge-list.ts';
import { holesFilled } from './holes-filled.ts';
import { signedVolume } from './measures.ts';
import type { Mesh } from './mesh.ts';
import { CUBE, meshOf, OPEN_CUBE, sphere } from './shapes.test-data.ts';
import { checkSurface } from './surface-check.ts';
import { welded } from './welded.ts';

const joined = (...meshes: readonly Mesh[]): Mesh => {
  let first = 0;
  const indices = meshes.flatMap(mesh => {
    const shifted = [...mesh.indices].map(vertex => vertex + first);
    first += mesh.positions.length / 3;
    return shifted;
  });
  return {
    positions: Float32Array.from(meshes.flatMap(mesh => [...mesh.positions])),
    indices: Uint32Array.from(indices),
  };
};
const scaled = (mesh: Mesh, ratio: number, shift = 0): Mesh => ({
  ...mesh,
  positions: mesh.positions.map(value => ratio * value + shift),
});
const inverted = (mesh: Mesh): Mesh => ({ ...mesh, indices: mesh.indices.slice().reverse() });

check('a surface', {
  'of a cube is closed, manifold, in one piece, and round the outside': () => {
    assert.equal(checkSurface(CUBE), {
      componentCount: 1,
      boundaryEdgeCount: 0,
      nonManifoldEdgeCount: 0,
      eulerCharacteristic: 2,
      isClosedManifold: true,
    });
    near(signedVolume(CUBE), 1, 1e-12);
    assert.is(edgeListOf(CUBE).vertices.length / 2, 18);
  },
  'with a hole has a boundary': () => assert.is(checkSurface(OPEN_CUBE).boundaryEdgeCount, 4),
  'with a triangle turned round, or twice there, is no manifold': () => {
    const turned = CUBE.indices.slice();
    [turned[0], turned[1]] = [turned[1]!, turned[0]!];
    assert.is(checkSurface({ ...CUBE, indices: turned }).nonManifoldEdgeCount, 3);
    const twice = Uint32Array.from([...CUBE.indices, ...CUBE.indices.slice(0, 3)]);
    assert.is(checkSurface({ ...CUBE, indices: twice }).nonManifoldEdgeCount, 3);
  },
  'of nothing is not closed': () => {
    const nothing = { positions: new Float32Array(), indices: new Uint32Array() };
    assert.is(checkSurface(nothing).isClosedManifold, false);
  },
});

check('components', {
  'are counted and told apart': () => {
    const { count, ofTriangle } = componentsOf(joined(CUBE, scaled(CUBE, 2, 5)));
    assert.is(count, 2);
    assert.is(ofTriangle[0], ofTriangle[11]);
    assert.is.not(ofTriangle[0], ofTriangle[12]);
  },
  'leave the largest, without its vertices’ old numbers': () => {
    const { mesh, droppedVolumeRatio } = largestComponent(joined(CUBE, scaled(CUBE, 2, 5)));
    assert.is(mesh.positions.length, CUBE.positions.length);
    near(signedVolume(mesh), 8, 1e-5);
    near(droppedVolumeRatio, 1 / 9, 1e-6);
  },
  'are larger by what they enclose, not by triangles: a hollow is not taken for its body': () => {
    const hollow = inverted(scaled(meshOf(sphere, 24), 0.2));
    const { mesh } = largestComponent(joined(hollow, scaled(CUBE, 1, -0.5)));
    near(signedVolume(mesh), 1, 1e-6);
  },
});

check('holes', {
  'are filled': () => {
    const { mesh, holeCount } = holesFilled(OPEN_CUBE);
    assert.is(holeCount, 1);
    assert.ok(checkSurface(mesh).isClosedManifold);
    near(signedVolume(mesh), 1, 1e-6);
  },
  'that are not there stay so': () => assert.is(holesFilled(CUBE).mesh.indices.length, CUBE.indices.length),
});

check('welding', {
  'makes one vertex of those in one place': async () => {
    const corners = [...CUBE.indices].flatMap(vertex => [...CUBE.positions.subarray(3 * vertex, 3 * vertex + 3)]);
    const split = { positions: Float32Array.from(corners), indices: CUBE.indices.map((_, i) => i) };
    assert.is(checkSurface(split).componentCount, 12);
    const mesh = await welded(split);
    assert.is(mesh.positions.length, 24);
    assert.ok(checkSurface(mesh).isClosedManifold);
  },
  'drops triangles that become lines': async () => {
    const line = { positions: Float32Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1), indices: Uint32Array.of(0, 1, 2) };
    assert.is((await welded(line)).indices.length, 0);
  },
});
