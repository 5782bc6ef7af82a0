/**
 * Where a stage's result stands in the bucket. The manifest is written last, so that a stage whose manifest is there is
 * complete; its key names the job, so that the event of its arrival says whose it is.
 */
import { STAGE_NAMES, type StageName } from '../plan/stage-names.ts';
import { jobIdSchema } from './job-id.ts';

/** Everything of every job stands below it. */
export const JOBS_PREFIX = 'jobs/';
export const MANIFEST_NAME = 'manifest.json';

export type Manifest = {
  readonly jobId: string;
  readonly stage: StageName;
  /** SHA-256 of the stage's inputs, parameters and model versions, in lower-case hex: the same work has the same key. */
  readonly inputHash: string;
};

const INPUT_HASH = /^[0-9a-f]{64}$/;

/** @example manifestKey({ jobId, stage: 'matte', inputHash })   // 'jobs/gayt.../matte/9f86.../manifest.json' */
export function manifestKey({ jobId, stage, inputHash }: Manifest): string {
  return `${JOBS_PREFIX}${jobId}/${stage}/${inputHash}/${MANIFEST_NAME}`;
}

/** The inverse of `manifestKey`; undefined for the key of anything else. */
export function parseManifestKey(key: string): Manifest | undefined {
  const [prefix, jobId = '', stageName, inputHash = '', name, ...rest] = key.split('/');
  const stage = STAGE_NAMES.find(known => known === stageName);
  const isManifest = `${prefix}/` === JOBS_PREFIX && name === MANIFEST_NAME && rest.length === 0;
  if (!isManifest || stage === undefined) return undefined;
  if (!jobIdSchema.safeParse(jobId).success || !INPUT_HASH.test(inputHash)) return undefined;
  return { jobId, stage, inputHash };
}
