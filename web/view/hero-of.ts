import { hasEnded, type SeenJob } from '../api/seen-job.ts';
import type { ResultState } from '../state/app-state.ts';

export type Hero = {
  readonly kind: 'mist' | 'ended' | 'picture' | 'shape' | 'character';
  readonly pictureUrl?: string | undefined;
  /** A GLB. */
  readonly modelUrl?: string | undefined;
  /** What it is, where that is not plain to see. */
  readonly words: string;
};

/** The best that can be shown of a job now. */
export function heroOf(job: SeenJob, result: ResultState): Hero {
  const pictureUrl = job.preview_url;
  if (result.kind === 'here' && result.jobId === job.job_id) {
    return job.kind === 'image'
      ? { kind: 'picture', pictureUrl: result.url, words: '' }
      : { kind: 'character', pictureUrl, modelUrl: result.url, words: '' };
  }
  if (job.status === 'succeeded') {
    const words = result.kind === 'failed' ? '' : 'Fetching it …';
    return { kind: pictureUrl === undefined ? 'mist' : 'picture', pictureUrl, words };
  }
  if (job.preview_mesh_url !== undefined) {
    return { kind: 'shape', pictureUrl, modelUrl: job.preview_mesh_url, words: 'A first rough shape' };
  }
  if (pictureUrl !== undefined) return { kind: 'picture', pictureUrl, words: 'A first look' };
  return { kind: hasEnded(job) ? 'ended' : 'mist', words: '' };
}
