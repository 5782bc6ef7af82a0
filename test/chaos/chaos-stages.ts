/**
 * The seven stages in short: each runs a graph in the model host, takes a moment, and writes a file that says what it was made
 * of, so that the last one shows whether all of them came in their order. They note each run, for the judge.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { RESULT_FILES } from '../../hub/job/result-file.ts';
import { STAGE_NAMES, type StageName } from '../../hub/plan/stage-names.ts';
import { PROBE_GRAPH } from '../../worker/doctor/probe-graph.ts';
import type { ModelGroup } from '../../worker/host/model-group.ts';
import type { Stage, StageRegistry } from '../../worker/stages/stage.ts';
import type { StageSet } from '../../worker/stages/stage-set.ts';

const MODEL = 'probe';
/** A job with such a prompt fails wherever it is tried. */
export const POISON = /^poison/;
const POISONED_STAGE: StageName = 'image-to-3d';

export type Beginning = { readonly stage: StageName; readonly prompt: string; readonly at: number };

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the stage's file must say, for a job with this prompt. */
export function expectedText(stage: StageName, prompt: string): string {
  const before = STAGE_NAMES[STAGE_NAMES.indexOf(stage) - 1];
  return `${stage} of ${prompt} after ${before === undefined ? 'nothing' : hashOf(expectedText(before, prompt))}\n`;
}

export const fileOf = (stage: StageName): string => (stage === 'package' ? RESULT_FILES.character.name : 'part.txt');

/** @param stageMilliseconds how long each takes, besides its graph */
export function chaosSet(modelFolder: string, notesFile: string, stageMilliseconds: number): StageSet {
  mkdirSync(modelFolder, { recursive: true });
  writeFileSync(join(modelFolder, 'probe.onnx'), PROBE_GRAPH);
  const tensor = (name: string) => ({ name, types: ['float32' as const], dims: [1] });
  const group: ModelGroup = {
    name: MODEL,
    folder: modelFolder,
    models: [{ name: MODEL, file: 'probe.onnx', contract: { inputs: [tensor('x')], outputs: [tensor('y')] } }],
  };
  const stages = STAGE_NAMES.map(name => chaosStage(name, notesFile, stageMilliseconds));
  return {
    registry: Object.fromEntries(stages.map(stage => [stage.name, stage])) as unknown as StageRegistry,
    groups: [group],
    modelVersion: () => hashOf(MODEL),
  };
}

function chaosStage(name: StageName, notesFile: string, stageMilliseconds: number): Stage {
  const before = STAGE_NAMES[STAGE_NAMES.indexOf(name) - 1];
  return {
    name,
    version: 'chaos-1',
    inputs: before === undefined ? ['prompt'] : ['prompt', before],
    outputs: [fileOf(name)],
    models: [MODEL],
    parameters: {},
    run: async ({ prompt = '', earlier }, { folder, host, signal, progress }) => {
      const beginning: Beginning = { stage: name, prompt, at: Date.now() };
      appendFileSync(notesFile, `${JSON.stringify(beginning)}\n`);
      const made = earlier.get(before ?? name)?.files[0]?.path;
      const read = made === undefined ? undefined : readFileSync(made, 'utf8');
      if (before !== undefined && read !== expectedText(before, prompt)) throw new Error(`${name} was given ${read}`);
      const { value } = await host.infer(
        MODEL,
        { x: { type: 'float32', dims: [1], data: Float32Array.of(21) } },
        { signal },
      );
      if (value.y?.data[0] !== 42) throw new Error(`21 + 21 is ${value.y?.data[0]}`);
      if (name === POISONED_STAGE && POISON.test(prompt)) throw new Error('poison');
      progress(0.5);
      await setTimeout(stageMilliseconds, undefined, { signal });
      const path = join(folder, fileOf(name));
      writeFileSync(path, expectedText(name, prompt));
      return { kind: 'made', files: [{ name: fileOf(name), path, mediaType: 'text/plain' }], value: {} };
    },
  };
}
