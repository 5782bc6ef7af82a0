import { JOBS_PREFIX, MANIFEST_NAME } from './manifest-key.ts';
import type { Pipeline } from './pipeline.ts';

/** What a rule of EventBridge lets through. */
export type EventPattern = {
  readonly source: readonly string[];
  readonly 'detail-type': readonly string[];
  readonly detail: {
    readonly bucket: { readonly name: readonly string[] };
    readonly object: { readonly key: readonly { readonly wildcard: string }[] };
  };
};

/**
 * The events that move a job: exactly one manifest per queue, that of its last stage. All other objects (images, meshes,
 * the manifests between) call no function and cost nothing.
 *
 * A `*` also stands for `/`, and S3's keys come unencoded (EventBridge guide, wildcard matching, 2023-10 [H]); what slips
 * through, the function recognizes by the key.
 *
 * @example manifestPattern('assets', pipeline).detail.object.key[0]
 *   // { wildcard: 'jobs/*' + '/image-to-3d/*' + '/manifest.json' }
 */
export function manifestPattern(bucketName: string, pipeline: Pipeline): EventPattern {
  return {
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: {
      bucket: { name: [bucketName] },
      object: {
        key: pipeline.map(({ stages }) => ({ wildcard: `${JOBS_PREFIX}*/${stages.at(-1)}/*/${MANIFEST_NAME}` })),
      },
    },
  };
}
