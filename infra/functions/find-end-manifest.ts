/** Whether a job's part in its queue is stored, whatever became of the event: a look into the bucket. */
import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { Job } from '../../hub/job/job.ts';
import { routeOf } from '../../hub/job/job-kind.ts';
import { type Manifest, parseManifestKey, stagePrefix } from '../../hub/job/manifest-key.ts';
import type { Pipeline } from '../../hub/job/pipeline.ts';

/** The stored manifest of the last stage that the job meets in its queue. */
export type FindEndManifest = (job: Job) => Promise<Manifest | undefined>;

/** A stage stores fewer than 20 files; made from two inputs, twice as many. */
const KEY_COUNT_MAX = 200;

export function findEndManifestIn(client: S3Client, bucket: string, pipeline: Pipeline): FindEndManifest {
  return async ({ jobId, kind, queue }) => {
    const stage = routeOf(kind, pipeline)
      .find(part => part.queue === queue)
      ?.stages.at(-1);
    if (stage === undefined) return undefined;
    const { Contents = [] } = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: stagePrefix(jobId, stage), MaxKeys: KEY_COUNT_MAX }),
    );
    for (const { Key = '' } of Contents) {
      const manifest = parseManifestKey(Key);
      if (manifest !== undefined) return manifest;
    }
    return undefined;
  };
}
