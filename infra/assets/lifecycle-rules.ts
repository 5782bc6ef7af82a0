/**
 * When the buckets forget. Where several rules expire one object, the earliest does (Amazon S3 guide, "How S3 handles
 * conflicts in lifecycle configurations", read 2026-11-23 [H]).
 *
 * Both buckets keep versions. An object that expires is then not gone but superseded, and paid for until its last version
 * goes, too: a checkpoint costs its term, up to a day until the next midnight UTC, and `SUPERSEDED_JOB_DAYS`.
 */
import { SUPERSEDED_JOB_DAYS } from '../../hub/catalog/request-counts.ts';
import { CHECKPOINT_TAG } from '../../hub/job/checkpoint-tag.ts';
import { JOBS_PREFIX } from '../../hub/job/manifest-key.ts';
import { UPLOADS_PREFIX } from '../../hub/job/upload.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { WEIGHTS_PREFIX } from '../boot/boot-settings.ts';

export type LifecycleRule = {
  readonly id: string;
  readonly status: 'Enabled';
  readonly filter:
    | { readonly prefix: string }
    | { readonly and: { readonly prefix: string; readonly tags: Readonly<Record<string, string>> } };
  readonly expiration?: { readonly days: number } | { readonly expiredObjectDeleteMarker: true };
  readonly noncurrentVersionExpiration?: { readonly noncurrentDays: number };
  readonly abortIncompleteMultipartUpload?: { readonly daysAfterInitiation: number };
};

/** Long enough to notice that new weights draw worse characters, or a new page is broken, and to go back. */
const SUPERSEDED_RELEASE_DAYS = 30;
/** The longest upload, of weights, takes minutes. */
const ABANDONED_UPLOAD_DAYS = 1;

const EVERYTHING = { prefix: '' };

/** What nobody sees and everybody pays for. Neither action goes with a filter by tag (same guide [H]). */
const LEFTOVERS: LifecycleRule = {
  id: 'leftovers',
  status: 'Enabled',
  filter: EVERYTHING,
  expiration: { expiredObjectDeleteMarker: true },
  abortIncompleteMultipartUpload: { daysAfterInitiation: ABANDONED_UPLOAD_DAYS },
};

/** @example assetRules(plan.storage).map(rule => rule.id)   // ['checkpoints', 'jobs', 'uploads', 'superseded-weights', 'leftovers'] */
export function assetRules({
  checkpointRetentionDays,
  assetRetentionDays,
}: Pick<HubPlan['storage'], 'checkpointRetentionDays' | 'assetRetentionDays'>): readonly LifecycleRule[] {
  return [
    {
      id: 'checkpoints',
      status: 'Enabled',
      filter: { and: { prefix: JOBS_PREFIX, tags: { [CHECKPOINT_TAG.key]: CHECKPOINT_TAG.value } } },
      expiration: { days: checkpointRetentionDays },
    },
    {
      id: 'jobs',
      status: 'Enabled',
      filter: { prefix: JOBS_PREFIX },
      expiration: { days: assetRetentionDays },
      noncurrentVersionExpiration: { noncurrentDays: SUPERSEDED_JOB_DAYS },
    },
    {
      // A job that waits for days still needs what it begins with.
      id: 'uploads',
      status: 'Enabled',
      filter: { prefix: UPLOADS_PREFIX },
      expiration: { days: assetRetentionDays },
      noncurrentVersionExpiration: { noncurrentDays: SUPERSEDED_JOB_DAYS },
    },
    superseded('weights', `${WEIGHTS_PREFIX}/`),
    LEFTOVERS,
  ];
}

/** The page: what it was before stays for a while. */
export function pageRules(): readonly LifecycleRule[] {
  return [superseded('pages', EVERYTHING.prefix), LEFTOVERS];
}

function superseded(what: string, prefix: string): LifecycleRule {
  return {
    id: `superseded-${what}`,
    status: 'Enabled',
    filter: { prefix },
    noncurrentVersionExpiration: { noncurrentDays: SUPERSEDED_RELEASE_DAYS },
  };
}
