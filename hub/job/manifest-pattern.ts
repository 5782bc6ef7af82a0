import { EARLY_END_NAME, JOBS_PREFIX, MANIFEST_NAME } from './manifest-key.ts';
import type { PipelineQueue } from './pipeline.ts';

/** What a rule of EventBridge lets through. */
export type EventPattern = {
  readonly source: readonly string[];
  readonly 'detail-type': readonly string[];
  readonly detail: {
    readonly bucket: { readonly name: readonly string[] };
    readonly object: { readonly key: readonly [{ readonly wildcard: string }] };
  };
};

/**
 * The event that ends a queue's part of a job: the manifest of its last stage. All other objects (images, meshes, the
 * manifests between) call no function and cost nothing.
 *
 * One pattern, and one rule, per queue: AWS refuses a rule whose wildcards are too complex together, which three of these
 * would be (seen in public issues; the limit is not documented [M]). Rules are free.
 *
 * A `*` also stands for `/`, and S3's keys come unencoded (EventBridge guide, wildcard matching, 2023-10 [H]); what slips
 * through, the function recognizes by the key.
 *
 * @example manifestPattern('assets', { queue: 'generation', stages: ['image-to-3d'] }).detail.object.key[0]
 *   // { wildcard: 'jobs/*' + '/image-to-3d/*' + '/manifest.json' }
 */
export function manifestPattern(bucketName: string, { stages }: PipelineQueue): EventPattern {
  return storedPattern(bucketName, `${JOBS_PREFIX}*/${stages.at(-1)}/*/${MANIFEST_NAME}`);
}

/** The event of a job that ends before its queue does, whatever the stage. */
export function earlyEndPattern(bucketName: string): EventPattern {
  return storedPattern(bucketName, `${JOBS_PREFIX}*/${EARLY_END_NAME}`);
}

function storedPattern(bucketName: string, wildcard: string): EventPattern {
  return {
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: { bucket: { name: [bucketName] }, object: { key: [{ wildcard }] } },
  };
}
