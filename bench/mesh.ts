/**
 * What stands between a density and a textured low mesh: marching cubes on 257^3 points, one core; then retopology to 6,000 quads by
 * Blender and the bake, of the capsule figure with 110,000 triangles, on as many cores as there are.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { requireBlender } from '../test/blender/require-blender.ts';
import { createModelHost } from '../worker/host/model-host.ts';
import type { EarlierResult } from '../worker/loop/stage-work.ts';
import { marchingCubes } from '../worker/mesh/marching-cubes.ts';
import { fieldOf, quadruped } from '../worker/mesh/shapes.test-data.ts';
import { imageTo3dStage } from '../worker/stages/image-to-3d/image-to-3d-stage.ts';
import { retopologyStage } from '../worker/stages/retopology/retopology-stage.ts';
import { runStage } from '../worker/stages/run-stage.ts';
import type { Stage } from '../worker/stages/stage.ts';
import { earlierResult, stageInput, stageRun } from '../worker/stages/stage-input.test-data.ts';
import { textureStage } from '../worker/stages/texture/texture-stage.ts';
import { writeStandIns } from '../worker/triposr/stand-in-group.ts';
import { type Benchmark, type Measurement, median } from './benchmark.ts';

export const mesh: Benchmark = {
  name: 'mesh',
  async run({ isQuick }): Promise<Measurement[]> {
    const row = (metric: string, value: number): Measurement => ({ benchmark: 'mesh', metric, value, unit: 's' });
    const cells = isQuick ? 96 : 256;
    const rows = [row(`marching cubes, ${cells}^3 cells`, marchingSeconds(cells, isQuick ? 3 : 7))];
    if (isQuick) return rows;
    for (const [stage, seconds] of await stageSeconds()) rows.push(row(stage, seconds));
    return rows;
  },
};

function marchingSeconds(cells: number, rounds: number): number {
  const field = fieldOf(quadruped, cells);
  return median(
    Array.from({ length: rounds }, () => {
      const beginning = performance.now();
      marchingCubes(field, 0);
      return (performance.now() - beginning) / 1000;
    }),
  );
}

/** Each stage once, on what the stage before it made. */
async function stageSeconds(): Promise<(readonly [stage: string, seconds: number])[]> {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-bench-'));
  const host = createModelHost({ provider: 'cpu' });
  try {
    await host.load(writeStandIns(folder));
    const path = join(folder, 'matte.png');
    await sharp({ create: { width: 512, height: 512, channels: 3, background: '#c84' } })
      .png()
      .toFile(path);
    const files = [{ name: 'matte.png', path, mediaType: 'image/png' }];
    const earlier = new Map<Stage['name'], EarlierResult>([
      ['matte', earlierResult('matte', { files, value: {}, busySeconds: 0 })],
    ]);
    const seconds: (readonly [string, number])[] = [];
    for (const stage of [imageTo3dStage, retopologyStage({ blender: requireBlender() }), textureStage()]) {
      const run = stageRun(stageInput({ earlier: new Map(earlier) }));
      const outcome = await runStage(stage, run, { host, log: () => {} });
      if (outcome.kind !== 'made') throw new Error(`${stage.name}: ${JSON.stringify(outcome)}`);
      earlier.set(stage.name, earlierResult(stage.name, outcome.result));
      seconds.push([stage.name, outcome.result.busySeconds]);
    }
    return seconds;
  } finally {
    await host.stop();
  }
}
