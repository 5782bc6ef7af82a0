import * as assert from 'uvu/assert';
import { check, near } from '../../../test/kit/check.ts';
import { rasterize, type Surface } from './rasterize.ts';

const SIDE = 8;
/** Red and green above, blue and white below. */
const texture = {
  width: 2,
  height: 2,
  pixels: Uint8Array.of(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255),
};

type Square = { readonly depth: number; readonly uv?: readonly [number, number]; readonly normal?: readonly number[] };

/** Two triangles over the whole image each, all of the texture on them or one point of it. */
function squares(list: readonly Square[], changes: Partial<Surface> = {}): Surface {
  const corners = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ] as const;
  return {
    screen: Float32Array.from(list.flatMap(({ depth }) => corners.flatMap(([x, y]) => [SIDE * x, SIDE * y, depth]))),
    normals: Float32Array.from(list.flatMap(({ normal = [0, 0, 1] }) => corners.flatMap(() => normal))),
    textureCoordinates: Float32Array.from(list.flatMap(({ uv }) => corners.flatMap(corner => uv ?? corner))),
    indices: Uint32Array.from(list.flatMap((_, i) => [0, 1, 2, 0, 2, 3].map(corner => 4 * i + corner))),
    texture,
    light: [0, 0, 1],
    ...changes,
  };
}
const pixelOf = (image: Uint8Array, x: number, y: number) => [
  ...image.subarray(4 * (SIDE * y + x), 4 * (SIDE * y + x) + 4),
];
const [RED, GREEN, BLUE, WHITE] = [
  [255, 0, 0, 255],
  [0, 255, 0, 255],
  [0, 0, 255, 255],
  [255, 255, 255, 255],
];

check('a picture', {
  'shows the texture the right way up, on every pixel': () => {
    const image = rasterize(squares([{ depth: 0 }]), SIDE);
    const quarters = [pixelOf(image, 1, 1), pixelOf(image, 6, 1), pixelOf(image, 1, 6), pixelOf(image, 6, 6)];
    assert.equal(quarters, [RED, GREEN, BLUE, WHITE]);
    assert.ok(image.every((value, i) => i % 4 !== 3 || value === 255));
  },
  'shows what is nearest, whichever is drawn first': () => {
    const [front, back]: Square[] = [
      { depth: 1, uv: [0.1, 0.1] },
      { depth: 0, uv: [0.9, 0.1] },
    ] as const;
    assert.equal(pixelOf(rasterize(squares([front!, back!]), SIDE), 4, 4), RED);
    assert.equal(pixelOf(rasterize(squares([back!, front!]), SIDE), 4, 4), RED);
  },
  'shows a triangle from behind, too': () => {
    const { indices, ...rest } = squares([{ depth: 0, uv: [0.1, 0.1] }]);
    assert.equal(pixelOf(rasterize({ ...rest, indices: indices.toReversed() }, SIDE), 4, 4), RED);
  },
  'is bright where the surface faces the light, and not black where it does not': () => {
    const redOf = (normal: readonly number[]) =>
      pixelOf(rasterize(squares([{ depth: 0, uv: [0.1, 0.1], normal }]), SIDE), 4, 4)[0]!;
    assert.is(redOf([0, 0, 1]), 255);
    near(redOf([0, 0.866, 0.5]), 255 * 0.725, 1);
    near(redOf([0, 0, -1]), 255 * 0.45, 1);
  },
  'repeats the texture beyond its edges, as glTF says': () => {
    assert.equal(pixelOf(rasterize(squares([{ depth: 0, uv: [-0.9, 2.1] }]), SIDE), 4, 4), RED);
  },
  'leaves what is beyond the image, and what is no area': () => {
    const { screen, ...rest } = squares([{ depth: 0 }]);
    const moved = screen.map((value, i) => (i % 3 === 0 ? value + SIDE / 2 : value));
    const image = rasterize({ ...rest, screen: moved }, SIDE);
    assert.equal(pixelOf(image, 3, 4), [0, 0, 0, 0]);
    assert.is(pixelOf(image, 4, 4)[3], 255);
    assert.ok(rasterize({ ...rest, screen: screen.map(() => 4) }, SIDE).every(value => value === 0));
  },
});
