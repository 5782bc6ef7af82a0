/** Questions to TripoSR's decoder, in the model host. Points are ours: metres, y up, facing +z. */
import type { ProgramContext } from '../host/program.ts';
import { float32, type Tensor } from '../host/tensor.ts';
import { DECODER, POINTS_PER_RUN, SCENE_CODES_DIMS } from './contract.ts';
import { toDecoder } from './decoder-space.ts';

type Asking = Pick<ProgramContext<never>, 'infer'>;

/** @returns one density per point, 0 or more */
export const densitiesAt = (context: Asking, sceneCodes: Float32Array, points: Float32Array): Promise<Float32Array> =>
  askAll(context, 'density', 1, sceneCodes, points);

/** @returns r g b per point, 0..1, as an image has them (sRGB) */
export const colorsAt = (context: Asking, sceneCodes: Float32Array, points: Float32Array): Promise<Float32Array> =>
  askAll(context, 'color', 3, sceneCodes, points);

/** In runs of one length; see POINTS_PER_RUN. @throws HostError */
async function askAll(
  { infer }: Asking,
  output: 'density' | 'color',
  width: number,
  sceneCodes: Float32Array,
  points: Float32Array,
): Promise<Float32Array> {
  const codes: Tensor = float32(SCENE_CODES_DIMS, sceneCodes);
  const asked = toDecoder(points);
  const pointCount = points.length / 3;
  const answers = new Float32Array(width * pointCount);
  for (let first = 0; first < pointCount; first += POINTS_PER_RUN) {
    const count = Math.min(POINTS_PER_RUN, pointCount - first);
    const run = new Float32Array(3 * POINTS_PER_RUN);
    run.set(asked.subarray(3 * first, 3 * (first + count)));
    const feeds = { scene_codes: codes, points: float32([1, POINTS_PER_RUN, 3], run) };
    const made = await infer(DECODER, feeds, [output]);
    answers.set((made[output]!.data as Float32Array).subarray(0, width * count), width * first);
  }
  return answers;
}
