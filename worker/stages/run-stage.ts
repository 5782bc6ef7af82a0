/** One run of a stage, and how it ended as a value. Invariant: whatever is thrown inside has a class by the time it leaves here. */
import { mkdir } from 'node:fs/promises';
import type { Json } from '../../hub/job/canonical-json.ts';
import { type Failure, failureOf } from '../../hub/job/failure.ts';
import { seedOf } from '../../hub/job/seed-of.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import { monotonicSeconds } from '../environment.ts';
import { HostError } from '../host/host-error.ts';
import type { ModelHost } from '../host/model-host.ts';
import type { EarlierResult, StageInput, StageOutcome, StageRun } from '../loop/stage-work.ts';
import type { InputName, Stage, StageContext, StageInputs } from './stage.ts';

export type RunPorts = { readonly host: ModelHost; readonly log: StageContext['log'] };

export async function runStage(
  stage: Stage,
  run: StageRun & { readonly isReduced: boolean },
  { host, log }: RunPorts,
): Promise<StageOutcome> {
  const { signal, folder, isReduced } = run;
  const beginning = monotonicSeconds();
  try {
    await mkdir(folder, { recursive: true });
    const made = await stage.run(await inputsOf(stage.inputs, run.input), {
      signal,
      folder,
      host,
      progress: run.onProgress,
      preview: run.onPreview,
      log,
      isReduced,
    });
    // What came in spite of an abort may be half of it.
    if (signal.aborted) return { kind: 'aborted' };
    if (made.kind === 'permanent') return made;
    const { files, value } = made;
    return { kind: 'made', result: { files, value, busySeconds: monotonicSeconds() - beginning } };
  } catch (error) {
    if (signal.aborted) return { kind: 'aborted' };
    return outcomeOf(error, { host, log, signal });
  }
}

async function outcomeOf(
  error: unknown,
  { host, log, signal }: RunPorts & { readonly signal: AbortSignal },
): Promise<StageOutcome> {
  if (!(error instanceof HostError)) return { kind: 'transient', error };
  switch (error.kind) {
    case 'aborted':
      return { kind: 'aborted' };
    case 'host-crash':
    case 'out-of-memory':
      log('the model host has ended', { why: error.kind, error, outputTail: error.outputTail });
      return (await startAgain(host, signal)) ?? { kind: error.kind, error };
    case 'contract-mismatch':
      return { kind: 'permanent', failure: failureOf('hub-fault'), error };
    case 'bad-output':
      return { kind: 'permanent', failure: unusable, error };
    default:
      return { kind: 'transient', error };
  }
}

/** The same inputs give the same numbers; another prompt or seed does not. */
const unusable: Failure = failureOf('no-character');

/** The loop runs the stage again at once; it is to find the models loaded. @returns why they are not */
async function startAgain(host: ModelHost, signal: AbortSignal): Promise<StageOutcome | undefined> {
  try {
    await host.restart(signal);
    return undefined;
  } catch (error) {
    return signal.aborted ? { kind: 'aborted' } : { kind: 'transient', error };
  }
}

/** What is declared and there; nothing else is fetched. */
async function inputsOf(names: readonly InputName[], { job, upload, earlier }: StageInput): Promise<StageInputs> {
  const read = new Map<StageName, { files: Awaited<ReturnType<EarlierResult['files']>>; value: Json }>();
  for (const name of names) {
    if (name === 'prompt' || name === 'seed' || name === 'upload') continue;
    const result = earlier.get(name);
    if (result !== undefined) read.set(name, { files: await result.files(), value: result.document.value as Json });
  }
  return {
    prompt: names.includes('prompt') ? job.prompt : undefined,
    seed: names.includes('seed') ? seedOf(job) : undefined,
    upload: names.includes('upload') ? upload : undefined,
    earlier: read,
  };
}
