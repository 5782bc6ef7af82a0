/**
 * Where a stage's result stands in the bucket. The manifest is written last, so that a stage whose manifest is there is
 * complete; its key names the job, so that the event of its arrival says whose it is.
 */
import { STAGE_NAMES, type StageName } from '../plan/stage-names.ts';
import { jobIdSchema } from './job-id.ts';

/** Everything of every job stands below it. */
export const JOBS_PREFIX = 'jobs/';
export const MANIFEST_NAME = 'manifest.json';
/**
 * Stands beside the manifest of a stage at which a job ends although its queue goes on, as an image does before it is made a
 * mesh. Rules let the manifests through that end a queue, and these; all others call no function.
 */
export const EARLY_END_NAME = 'end.json';

export type Manifest = {
  readonly jobId: string;
  readonly stage: StageName;
  /** SHA-256 of the stage's inputs, parameters and model versions, in lower-case hex: the same work has the same key. */
  readonly inputHash: string;
};

const INPUT_HASH = /^[0-9a-f]{64}$/;

/**
 * The folder of a stage's result, with a slash at its end.
 *
 * @example stageFolder({ jobId, stage: 'matte', inputHash })   // 'jobs/gayt.../matte/9f86.../'
 */
export function stageFolder({ jobId, stage, inputHash }: Manifest): string {
  return `${stagePrefix(jobId, stage)}${inputHash}/`;
}

/** Where all results of one stage of one job stand, whatever they were made from. */
export const stagePrefix = (jobId: string, stage: StageName): string => `${JOBS_PREFIX}${jobId}/${stage}/`;

/** @example manifestKey({ jobId, stage: 'matte', inputHash })   // 'jobs/gayt.../matte/9f86.../manifest.json' */
export const manifestKey = (manifest: Manifest): string => `${stageFolder(manifest)}${MANIFEST_NAME}`;

/** @example earlyEndKey({ jobId, stage: 'text-to-image', inputHash })   // 'jobs/gayt.../text-to-image/9f86.../end.json' */
export const earlyEndKey = (manifest: Manifest): string => `${stageFolder(manifest)}${EARLY_END_NAME}`;

/** The inverse of `manifestKey` and `earlyEndKey`; undefined for the key of anything else. */
export function parseManifestKey(key: string): Manifest | undefined {
  const [prefix, jobId = '', stageName, inputHash = '', name, ...rest] = key.split('/');
  const stage = STAGE_NAMES.find(known => known === stageName);
  const isEnd = name === MANIFEST_NAME || name === EARLY_END_NAME;
  if (`${prefix}/` !== JOBS_PREFIX || !isEnd || rest.length > 0 || stage === undefined) return undefined;
  if (!jobIdSchema.safeParse(jobId).success || !INPUT_HASH.test(inputHash)) return undefined;
  return { jobId, stage, inputHash };
}
