/** A character for tests: all seven stages, with stand-ins for weights, without Blender, and with a small texture. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RESULT_FILES } from '../../hub/job/result-file.ts';
import { STAGE_NAMES } from '../../hub/plan/stage-names.ts';
import { makeCharacter } from '../../local/character/make-character.ts';
import { createModelHost } from '../../worker/host/model-host.ts';
import { createStages } from '../../worker/stages/create-stages.ts';
import { standInSet } from '../../worker/stages/sets/stand-in-set.ts';
import { textureStage } from '../../worker/stages/texture/texture-stage.ts';

const TEXTURE_SIDE = 256;

/** @returns the GLB; about 10 s on one core */
export async function quickCharacter(prompt: string): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-quick-character-'));
  const host = createModelHost({ provider: 'cpu' });
  try {
    const set = standInSet({ folder: join(folder, 'models'), blender: undefined });
    for (const group of set.groups) await host.load(group);
    const stages = createStages({
      registry: { ...set.registry, texture: textureStage(TEXTURE_SIDE) },
      served: STAGE_NAMES,
      modelVersion: set.modelVersion,
      expectedSeconds: {},
      host,
      log: () => {},
    });
    const ports = { stages, folder, signal: new AbortController().signal, onProgress() {}, onMade() {}, log() {} };
    const made = await makeCharacter({ prompt, seed: 1 }, ports);
    if (made.kind !== 'made') throw new Error(`no character: ${JSON.stringify(made)}`);
    return readFileSync(made.files.find(({ name }) => name === RESULT_FILES.character.name)!.path);
  } finally {
    await host.stop();
    rmSync(folder, { recursive: true });
  }
}
