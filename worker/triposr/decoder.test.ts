/** TripoSR's own operators in onnxruntime, as this project asks for them, against torch. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedHost } from '../../test/host/use-host.ts';
import { check, near } from '../../test/kit/check.ts';
import type { Tensors } from '../host/tensor.ts';
import { colorsAt, densitiesAt } from './ask-decoder.ts';
import { sineCodes, sineDecoder, sines } from './sine-decoder.test-data.ts';
import { writeStandIns } from './stand-in-group.ts';

const vectors = JSON.parse(readFileSync(new URL('../../test/triposr/vectors.json', import.meta.url), 'utf8')) as {
  readonly density: readonly number[];
  readonly color: readonly number[];
};
const host = sharedHost([writeStandIns(mkdtempSync(join(tmpdir(), 'asset-hub-triposr-')), { decoder: sineDecoder() })]);
const asking = async () => {
  const { infer } = await host();
  return {
    infer: async (model: string, feeds: Tensors, outputs?: readonly string[]) =>
      (await infer(model, feeds, outputs === undefined ? {} : { outputs })).value,
  };
};
/** The decoder's x, y and z are our z, x and y. */
const ourPoints = (): Float32Array => {
  const points = sines(150, 0.4, 0.95);
  return points.map((_, i) => points[i - (i % 3) + (((i % 3) + 1) % 3)]!);
};

check('TripoSR’s decoder', {
  'has the densities that torch has': async () => {
    const densities = await densitiesAt(await asking(), sineCodes(), ourPoints());
    densities.forEach((density, i) => {
      near(density / vectors.density[i]!, 1, 1e-4);
    });
  },
  'has the colours that torch has': async () => {
    const colors = await colorsAt(await asking(), sineCodes(), ourPoints());
    colors.forEach((channel, i) => {
      near(channel, vectors.color[i]!, 1e-5);
    });
  },
});
