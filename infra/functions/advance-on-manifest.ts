/**
 * A manifest has arrived in the bucket: its job goes to the next queue, or has succeeded. The rules are in
 * hub/job/advance-job.ts; here is the order that survives a crash at any point.
 *
 * The job is written first, on the condition that it still is what the decision was made on; then the message is sent, and
 * that it was sent is noted. If the function dies on the way, or the send fails, the event is delivered again, finds its
 * manifest recorded, and sends.
 */
import { type Advance, advanceJob, type IgnoreReason } from '../../hub/job/advance-job.ts';
import type { Job } from '../../hub/job/job.ts';
import { changedJob } from '../../hub/job/job-change.ts';
import { type Manifest, parseManifestKey } from '../../hub/job/manifest-key.ts';
import type { Pipeline } from '../../hub/job/pipeline.ts';
import type { FindJob } from './find-job.ts';
import { type FindPlaces, placesOrNone } from './find-places.ts';
import { type SendTurnPorts, sendTurn } from './send-turn.ts';

export type AdvancePorts = SendTurnPorts & {
  readonly findJob: FindJob;
  readonly findPlaces: FindPlaces;
  readonly currentTime: () => string;
};

export type AdvanceSettings = { readonly pipeline: Pipeline; readonly retentionDays: number };

export type AdvanceOutcome =
  | { readonly kind: 'passed' | 'resent'; readonly jobId: string; readonly queue: string }
  | { readonly kind: 'finished'; readonly jobId: string }
  | {
      readonly kind: 'ignored';
      readonly jobId?: string;
      readonly reason: IgnoreReason | 'foreign-key' | 'unknown-job';
    };

/**
 * @param key of the object that was created
 * @throws what AWS answers when it cannot do it now: the event then has to come again
 */
export async function advanceOnManifest(
  key: string,
  settings: AdvanceSettings,
  ports: AdvancePorts,
): Promise<AdvanceOutcome> {
  const manifest = parseManifestKey(key);
  return manifest === undefined ? { kind: 'ignored', reason: 'foreign-key' } : advance(manifest, settings, ports);
}

/** The same for a manifest that was found otherwise than by its event. */
export async function advance(
  manifest: Manifest,
  settings: AdvanceSettings,
  ports: AdvancePorts,
): Promise<AdvanceOutcome> {
  const { jobId } = manifest;
  const decided = await decideAndRecord(manifest, settings, ports);
  if (decided === undefined) return { kind: 'ignored', jobId, reason: 'unknown-job' };
  const { step, job } = decided;
  if (step.kind === 'ignore') return { kind: 'ignored', jobId, reason: step.reason };
  if (step.kind === 'finish') return { kind: 'finished', jobId };
  await sendTurn(job, ports);
  return { kind: step.kind === 'pass' ? 'passed' : 'resent', jobId, queue: step.nextQueue };
}

/** What was decided, and the job as it stands after it. */
type Decided = { readonly step: Advance; readonly job: Job };

/** Reads, decides and writes until nobody moved the job in between. That ends: a job only moves forward. */
async function decideAndRecord(
  manifest: Manifest,
  settings: AdvanceSettings,
  { findJob, findPlaces, changeJob, currentTime, log }: AdvancePorts,
): Promise<Decided | undefined> {
  for (;;) {
    const [job, places] = await Promise.all([findJob(manifest.jobId, 'exact'), placesOrNone(findPlaces, log)]);
    if (job === undefined) return undefined;
    const step = advanceJob({ job, manifest, places, now: currentTime(), ...settings });
    if (step.kind === 'ignore') return { step, job };
    if ((await changeJob(job, step.change)) === 'changed') return { step, job: changedJob(job, step.change) };
  }
}
