/**
 * First looks at a result, which a worker stores while it makes it: a picture, and the bare shape. Invariant: an owner is
 * led to none that the bucket no longer keeps.
 */
import { SECONDS_PER_DAY } from '../units.ts';
import type { Job } from './job.ts';
import { JOBS_PREFIX } from './manifest-key.ts';
import { later } from './times.ts';

/** By media type: the job's attribute that holds the key of the newest, and how its name ends. */
export const PREVIEWS = Object.freeze({
  'image/png': { attribute: 'previewKey', ending: 'png' },
  'model/gltf-binary': { attribute: 'previewMeshKey', ending: 'glb' },
} as const);
export type PreviewType = keyof typeof PREVIEWS;
export type PreviewKeys = Readonly<Partial<Pick<Job, (typeof PREVIEWS)[PreviewType]['attribute']>>>;

/**
 * @param hash of its content, so that the same look has the same key
 * @example previewPath('gayt...', '9f86d081884c7d65', 'image/png')   // 'jobs/gayt.../preview/9f86d081884c7d65.png'
 */
export const previewPath = (jobId: string, hash: string, type: PreviewType): string =>
  `${JOBS_PREFIX}${jobId}/preview/${hash}.${PREVIEWS[type].ending}`;

/** Those that are still there: previews are kept as long as results are, whatever has become of the job. */
export function keptPreviews(
  { previewKey, previewMeshKey, previewedAt }: Job,
  { now, retentionDays }: { readonly now: string; readonly retentionDays: number },
): PreviewKeys {
  const isGone = previewedAt !== undefined && later(previewedAt, retentionDays * SECONDS_PER_DAY) <= now;
  if (isGone) return {};
  return {
    ...(previewKey === undefined ? {} : { previewKey }),
    ...(previewMeshKey === undefined ? {} : { previewMeshKey }),
  };
}
