/**
 * The stages of one job in one queue, in their order. Invariant: what is stored is not made again, whoever made it; and a job
 * whose last stage is stored is said to be done, even if that was said before and got lost.
 */
import { join } from 'node:path';
import { failureOf } from '../../hub/job/failure.ts';
import type { Job } from '../../hub/job/job.ts';
import { routeOf } from '../../hub/job/job-kind.ts';
import type { Manifest } from '../../hub/job/manifest-key.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import type { AssetStore } from '../assets/asset-store.ts';
import { DamagedResult } from '../assets/asset-store.ts';
import type { ManifestDocument } from '../assets/manifest-document.ts';
import type { WorkerQueue } from '../settings.ts';
import type { Outcome } from './outcome.ts';
import type { Reporter } from './report-progress.ts';
import { runTwice } from './run-twice.ts';
import { showPreviews } from './show-previews.ts';
import type { EarlierResult, StageInput, Stages } from './stage-work.ts';

export type DoJobPorts = {
  readonly assets: AssetStore;
  readonly stages: Stages;
  readonly reporter: Reporter;
  /** Why the job is to stop, once the signal is given. */
  readonly signal: AbortSignal;
  readonly stopOutcome: () => Outcome;
  /** Between two stages: whether there is time for the next one; see `instance`. */
  readonly mayBegin: (stage: StageName) => boolean;
  readonly hasCheckpoints: boolean;
  readonly log: (message: string, particulars: Readonly<Record<string, unknown>>) => void;
};

/** @param folder on the local disk, empty, and the job's own */
export async function doJob(job: Job, queue: WorkerQueue, folder: string, ports: DoJobPorts): Promise<Outcome> {
  const { assets, signal, stopOutcome } = ports;
  const stages = routeOf(job.kind, [{ queue: queue.name, stages: queue.stages }])[0]?.stages ?? [];
  try {
    // 1. What it begins with.
    const upload =
      job.inputKey === undefined ? undefined : await assets.fetchUpload(job.inputKey, join(folder, 'upload'));
    if (job.inputKey !== undefined && upload === undefined) {
      return { kind: 'permanent', failure: failureOf('input-unreadable', 'the upload is not there any more') };
    }
    const earlier = await resultsBefore(job, folder, ports);
    // 2. Its stages, from the first that is not stored.
    let last: { readonly manifest: Manifest; readonly isNew: boolean } | undefined;
    for (const stage of stages) {
      if (signal.aborted) return stopOutcome();
      const input: StageInput = { job, earlier, upload };
      const manifest: Manifest = { jobId: job.jobId, stage, inputHash: ports.stages.inputHash(stage, input) };
      const stored = await findStored(manifest, ports);
      if (stored === undefined && !ports.mayBegin(stage)) return { kind: 'drain' };
      const made = stored ?? (await makeStage(manifest, input, stages, join(folder, stage), queue, ports));
      if ('kind' in made) return made;
      earlier.set(stage, resultOf(made, folder, ports));
      last = { manifest, isNew: stored === undefined };
    }
    // 3. That is all of it. The event of the last manifest says so, where it ends the queue and was not lost.
    if (last !== undefined && !(last.isNew && last.manifest.stage === queue.stages.at(-1))) {
      await assets.markEnd(last.manifest);
    }
    return { kind: 'done' };
  } catch (error) {
    if (signal.aborted) return stopOutcome();
    // Of an earlier queue: nothing that this worker does makes it whole.
    if (error instanceof DamagedResult) return { kind: 'permanent', failure: failureOf('hub-fault'), error };
    return { kind: 'transient', error };
  }
}

/** What the queues before this one made, as the job's record names it. */
async function resultsBefore(job: Job, folder: string, ports: DoJobPorts): Promise<Map<StageName, EarlierResult>> {
  const results = new Map<StageName, EarlierResult>();
  for (const key of Object.values(job.manifests)) {
    const document = await ports.assets.readManifest(key);
    results.set(document.stage, resultOf(document, folder, ports));
  }
  return results;
}

function resultOf(document: ManifestDocument, folder: string, { assets }: DoJobPorts): EarlierResult {
  let files: ReturnType<EarlierResult['files']> | undefined;
  return { document, files: () => (files ??= assets.fetchFiles(document, join(folder, 'earlier', document.stage))) };
}

/** A checkpoint that is damaged is none. */
async function findStored(manifest: Manifest, { assets, hasCheckpoints, log }: DoJobPorts) {
  if (!hasCheckpoints) return undefined;
  try {
    return await assets.findManifest(manifest);
  } catch (error) {
    if (!(error instanceof DamagedResult)) throw error;
    log('a checkpoint is damaged and is made again', { ...manifest, error });
    return undefined;
  }
}

async function makeStage(
  manifest: Manifest,
  input: StageInput,
  stages: readonly StageName[],
  folder: string,
  queue: WorkerQueue,
  ports: DoJobPorts,
): Promise<ManifestDocument | Outcome> {
  const { stage } = manifest;
  const { reporter, signal, assets, stopOutcome, log } = ports;
  const previews = showPreviews({ jobId: manifest.jobId, assets, reporter, log });
  reporter.report({ progress: { stage, ratio: 0 } });
  const outcome = await runTwice(
    stage,
    {
      input,
      folder,
      signal,
      onProgress: ratio => reporter.report({ progress: { stage, ratio } }),
      onPreview: previews.show,
    },
    ports,
  );
  switch (outcome.kind) {
    case 'made': {
      await previews.settled();
      // Once its manifest is there, the job moves on, and this worker writes nothing of it any more.
      if (stage === stages.at(-1)) await reporter.flush();
      const isCheckpoint = stage !== stages.at(-1) && stage !== queue.stages.at(-1);
      const document = await assets.storeResult(manifest, outcome.result, isCheckpoint);
      reporter.report({ progress: { stage, ratio: 1 } });
      return document;
    }
    case 'permanent':
      return outcome;
    case 'aborted':
      return stopOutcome();
    default:
      return signal.aborted ? stopOutcome() : { kind: 'transient', error: outcome.error };
  }
}
