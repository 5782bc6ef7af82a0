/**
 * How long each stage keeps an instance busy, on the reference instance g4dn.xlarge, when a stack says nothing else.
 *
 * The defaults are the four means of the project's source document, so that its arithmetic (160 s a character with 30 s of
 * boot) can be checked. Measured reality differs: apply `MEASURED_STAGE_PROFILE` and see.
 */
import type { StagePlan } from '../plan/pipeline-plan.ts';
import type { StageName } from '../plan/stage-names.ts';
import { imageSeconds } from './measured-shapes.ts';

export type StageDefault = { readonly plan: StagePlan; readonly source: string };

/** Spread of a stage's time between prompts and meshes: standard deviation / mean. A judgement [L]. */
const STAGE_TIME_CV = 0.25;

const DOCUMENT = 'source document of the project (mean); cv 0.25 assumed [L]';
const stage = (mean: number, bound: StagePlan['bound'], source: string): StageDefault => ({
  plan: { serviceSeconds: { kind: 'lognormal', mean, cv: STAGE_TIME_CV }, bound },
  source,
});
const counted = (inside: StageName, bound: StagePlan['bound']): StageDefault => ({
  plan: { serviceSeconds: { kind: 'constant', value: 0 }, bound },
  source: `source document of the project: counted inside ${inside}`,
});

export const STAGE_DEFAULTS: Readonly<Record<StageName, StageDefault>> = Object.freeze({
  'text-to-image': {
    plan: { serviceSeconds: imageSeconds(10), bound: 'gpu' },
    source:
      "source document of the project (mean); shape of 12,725 images of a Stable Diffusion service, Alibaba cluster-trace-v2026-GenAI, SoCC'25 [M]",
  },
  matte: counted('image-to-3d', 'gpu'),
  'image-to-3d': stage(15, 'gpu', DOCUMENT),
  retopology: stage(60, 'cpu', `${DOCUMENT}; Blender's remeshing runs on the CPU`),
  texture: counted('retopology', 'cpu'),
  rigging: stage(
    45,
    'cpu',
    `${DOCUMENT}; RigNet spends its time in geodesic distances on the CPU (zhan-xu/RigNet README [H])`,
  ),
  package: counted('rigging', 'cpu'),
});

const measured = (mean: number, bound: StagePlan['bound']): StagePlan => ({
  serviceSeconds: { kind: 'lognormal', mean, cv: STAGE_TIME_CV },
  bound,
});

/**
 * What a T4 is likely to need for full models, as a merge patch on a plan. SDXL, 20-30 steps at 1024 px: 31-45 s (from
 * 2.5 it/s of SD 2.1 at 768 px, Stability-AI/stablediffusion issue 125, 2022-12 [M], scaled [L]); 10 s holds only for
 * few-step models. TripoSR with matte, marching cubes and export: 5-15 s (under 0.5 s forward on an A100, TripoSR README
 * [H], scaled [L]). Retopology and rigging: no measurement found, the document's means stay.
 */
export const MEASURED_STAGE_PROFILE = Object.freeze({
  stages: {
    'text-to-image': measured(40, 'gpu'),
    'image-to-3d': measured(12, 'gpu'),
    retopology: measured(60, 'cpu'),
    rigging: measured(45, 'cpu'),
  },
});
