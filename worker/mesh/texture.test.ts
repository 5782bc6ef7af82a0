/** From faces with places in a texture to texels, and from texels to an image. */
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { decimated } from './decimated.ts';
import { filledTexture } from './filled-texture.ts';
import { surfaceArea } from './measures.ts';
import { block, CUBE, humanoid, meshOf, quadruped, torus } from './shapes.test-data.ts';
import { checkSurface } from './surface-check.ts';
import { texelsOf } from './texels.ts';
import { facesOf, texturedMesh, trianglesOf, type UnwrappedFaces } from './textured-mesh.ts';
import { unwrapped } from './unwrapped.ts';

/** A square of 2 m as one quad, in the left lower quarter of its texture. */
const SQUARE: UnwrappedFaces = {
  positions: Float32Array.of(0, 0, 0, 2, 0, 0, 2, 2, 0, 0, 2, 0),
  corners: Uint32Array.of(0, 1, 2, 3),
  starts: Uint32Array.of(0),
  uvs: Float32Array.of(0, 0, 0.5, 0, 0.5, 0.5, 0, 0.5),
};

check('faces', {
  'become triangles over the same vertices': () => {
    const { mesh } = trianglesOf(SQUARE);
    assert.is(mesh.indices.length, 6);
    near(surfaceArea(mesh), 4, 1e-6);
  },
  'are parted along the shorter diagonal': () => {
    const kite = { ...SQUARE, positions: Float32Array.of(0, 0, 0, 2, 1, 0, 9, 9, 0, 1, 2, 0) };
    const { mesh } = trianglesOf(kite);
    assert.ok([...mesh.indices].filter(vertex => vertex === 1).length === 2);
  },
  'keep one vertex where their places agree, and the image’s corner is the upper left': () => {
    const { positions, uvs, normals } = texturedMesh(SQUARE);
    assert.is(positions.length, 12);
    assert.equal([...uvs.subarray(0, 4)], [0, 1, 0.5, 1]);
    assert.equal([...normals.subarray(0, 3)], [0, 0, 1]);
  },
  'double a vertex along a seam, with one normal on both sides': () => {
    const folded: UnwrappedFaces = {
      positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1),
      corners: Uint32Array.of(0, 1, 2, 0, 3, 1),
      starts: Uint32Array.of(0, 3),
      uvs: Float32Array.of(0, 0, 0.4, 0, 0, 0.4, 0.5, 0.5, 0.5, 0.9, 0.9, 0.5),
    };
    const { positions, normals, indices } = texturedMesh(folded);
    assert.is(positions.length / 3, 6);
    const normalOf = (corner: number) => [...normals.subarray(3 * indices[corner]!, 3 * indices[corner]! + 3)];
    assert.equal(normalOf(0), normalOf(3));
  },
});

check('texels', {
  'show the points that lie under their middles': () => {
    const { places, points, overlapRatio } = texelsOf(texturedMesh(SQUARE), 64);
    // A quarter of the texture, and half a texel around it.
    near(places.length, 32 ** 2, 2 * 33);
    const i = places.indexOf(10 + 64 * 50);
    near(points[3 * i]!, 2 * (10.5 / 32), 1e-5);
    near(points[3 * i + 1]!, 2 * ((64 - 50.5) / 32), 1e-5);
    assert.is(overlapRatio, 0);
  },
  'know when two triangles want them': () => {
    const twice: UnwrappedFaces = {
      ...SQUARE,
      corners: Uint32Array.of(0, 1, 2, 3, 0, 1, 2, 3),
      starts: Uint32Array.of(0, 4),
      uvs: Float32Array.of(...SQUARE.uvs, ...SQUARE.uvs),
    };
    near(texelsOf(texturedMesh(twice), 64).overlapRatio, 1, 0.15);
  },
});

check('unwrapping', {
  'gives each triangle a place of its own': async () => {
    for (const shape of [humanoid, quadruped, torus, block]) {
      const low = await decimated(meshOf(shape, 64), 3000);
      const faces = unwrapped(facesOf(low));
      assert.ok(faces.uvs.every(value => value >= 0 && value <= 1));
      const { overlapRatio, places } = texelsOf(texturedMesh(faces), 512);
      assert.ok(overlapRatio < 0.01, `overlap ${overlapRatio}`);
      assert.ok(places.length > 0.25 * 512 ** 2, `covers ${places.length / 512 ** 2}`);
    }
  },
  'of a cube is six squares': () => {
    const { positions, uvs } = texturedMesh(unwrapped(facesOf(CUBE)));
    assert.is(positions.length / 3, 24);
    assert.is(uvs.length / 2, 24);
    assert.ok(checkSurface(trianglesOf(unwrapped(facesOf(CUBE))).mesh).isClosedManifold);
  },
});

check('a texture', {
  'takes what it does not know from the nearest that it knows': () => {
    const image = filledTexture(Uint32Array.of(0, 15), [255, 0, 0, 0, 0, 255], 4);
    const colorAt = (x: number, y: number) => [...image.subarray(3 * (x + 4 * y), 3 * (x + 4 * y) + 3)];
    assert.equal(colorAt(1, 0), [255, 0, 0]);
    assert.equal(colorAt(0, 2), [255, 0, 0]);
    assert.equal(colorAt(3, 2), [0, 0, 255]);
    assert.equal(colorAt(2, 3), [0, 0, 255]);
  },
});
