import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../hub/job/canonical-json.ts';
import { seedOf } from '../../hub/job/seed-of.ts';
import type { StageInput } from '../loop/stage-work.ts';
import type { InputName, Stage } from './stage.ts';

/** Before all other parts: a change of what is hashed is a change of every hash. */
const FORM = 1;

/**
 * SHA-256, in lower-case hex, of all that a stage's result depends on: its name and version, its parameters, the versions of
 * its models, and of what it declares as inputs those that are there, files by their content.
 *
 * Not in it: the job's id, but by the seed of a job whose caller gave none; how long anything took; names of folders.
 *
 * @param modelVersion by a model's name: SHA-256 of its files, as the lock of the models says
 * @example inputHash(matte, input, versionOf)   // '3f0a...', and the same on every worker
 */
export function inputHash(stage: Stage, input: StageInput, modelVersion: (model: string) => string): string {
  const inputs = stage.inputs.flatMap((name): [string, Json][] => {
    const part = partOf(name, input);
    return part === undefined ? [] : [[name, part]];
  });
  const text = canonicalJson({
    form: FORM,
    stage: stage.name,
    version: stage.version,
    parameters: stage.parameters,
    models: Object.fromEntries(stage.models.map(model => [model, modelVersion(model)])),
    inputs: Object.fromEntries(inputs),
  });
  return createHash('sha256').update(text).digest('hex');
}

function partOf(name: InputName, { job, earlier, upload }: StageInput): Json | undefined {
  switch (name) {
    case 'prompt':
      return job.prompt;
    case 'seed':
      return seedOf(job);
    case 'upload':
      return upload?.sha256;
    default: {
      const document = earlier.get(name)?.document;
      if (document === undefined) return undefined;
      const files = document.files.map(file => [file.name, file.sha256]);
      return { files, value: document.value };
    }
  }
}
