import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedHost } from '../../test/host/use-host.ts';
import { check, near } from '../../test/kit/check.ts';
import { float32 } from '../host/tensor.ts';
import type { Point } from '../mesh/mesh.ts';
import { CAPSULE_FIGURE, capsuleDensity } from './capsule-figure.ts';
import { DECODER, ENCODER, IMAGE_SIDE, POINTS_PER_RUN, SCENE_CODES_DIMS } from './contract.ts';
import { toDecoder } from './decoder-space.ts';
import { standInDecoder } from './stand-in-graphs.ts';
import { writeStandIns } from './stand-in-group.ts';

/** Nothing of it is the same on both sides, so that a mistaken axis would show. */
const lopsided = { a: [0.1, 0.2, 0.3], b: [0.5, -0.4, 0.05], radius: 0.1 } as const;
const decoder = standInDecoder('figure', [...CAPSULE_FIGURE, lopsided]);
const host = sharedHost([writeStandIns(mkdtempSync(join(tmpdir(), 'asset-hub-triposr-')), { decoder })]);
const randomPoint = (i: number): Point => [0.8 * Math.sin(3 * i), 0.8 * Math.sin(5 * i + 1), 0.8 * Math.sin(7 * i + 2)];

check('what stands in for TripoSR', {
  'has the density that is reckoned beside it': async () => {
    const points = Array.from({ length: 500 }, (_, i) => randomPoint(i));
    const run = new Float32Array(3 * POINTS_PER_RUN);
    run.set(toDecoder(Float32Array.from(points.flat())));
    const feeds = {
      scene_codes: float32(SCENE_CODES_DIMS, new Float32Array(3 * 40 * 64 * 64)),
      points: float32([1, POINTS_PER_RUN, 3], run),
    };
    const { value } = await (await host()).infer(DECODER, feeds);
    points.forEach((point, i) => {
      const wanted = capsuleDensity([...CAPSULE_FIGURE, lopsided], point);
      near((value.density!.data as Float32Array)[i]! / wanted, 1, 1e-3);
    });
  },
  'keeps the picture in the plane that spans across and up': async () => {
    const image = float32(
      [1, 3, IMAGE_SIDE, IMAGE_SIDE],
      Float32Array.from(
        { length: 3 * IMAGE_SIDE ** 2 },
        (_, i) => (Math.floor(i / IMAGE_SIDE) % IMAGE_SIDE) / IMAGE_SIDE,
      ),
    );
    const codes = (await (await host()).infer(ENCODER, { image })).value.scene_codes!.data as Float32Array;
    const plane = codes.subarray(2 * 40 * 64 * 64);
    near(plane[0]!, 1, 0.02);
    near(plane[63 * 64]!, 0, 0.02);
    near(codes[0]!, 0, 0);
  },
});
