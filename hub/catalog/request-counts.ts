/**
 * How many AWS requests one job makes, by what causes them: the only place where these counts stand. Each row is a count per
 * one happening (its driver); the bill multiplies it by how often that happened in a run. SQS requests are not here: the
 * simulator counts them one by one.
 *
 * The counts follow the design of the hub's API, functions and worker. Durations of functions are judgements [L]; their
 * whole effect is below a tenth of the price of the request itself.
 */

import type { StageName } from '../plan/stage-names.ts';

/** What causes requests. */
export type RequestDriver =
  | 'submit' // a job accepted
  | 'reject' // a submit answered 429
  | 'poll' // a status request of a waiting client
  | 'download' // a result fetched
  | 'attempt' // a worker takes a job
  | 'leaseChange' // a heartbeat or a hand-back
  | 'stored' // a stage result and its manifest written to the bucket
  | 'preview' // a first look at the result, shown to whoever waits
  | 'passed' // a job leaves a queue for the next, or is finished
  | 'weightLoad'; // an instance reads the model weights from the bucket

/** What is billed. Table units: one write of up to 1 KiB, one strongly consistent read of up to 4 KiB. */
export const REQUEST_KINDS = [
  'httpApi',
  'function',
  'functionGigabyteSeconds',
  'tableWrite',
  'tableRead',
  'bucketPut',
  'bucketGet',
  'event',
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export type RequestRow = {
  readonly driver: RequestDriver;
  readonly counts: Readonly<Partial<Record<RequestKind, number>>>;
  readonly why: string;
};

/** Memory of every function: the least at which the SDK starts without delay [L]. */
export const FUNCTION_MEMORY_MEGABYTES = 256;
const running = (seconds: number): number => (FUNCTION_MEMORY_MEGABYTES / 1024) * seconds;

/** 9.1 GB of weights in parts of 8 MiB, the part size of the AWS transfer clients: 9.1e9 / 8,388,608. */
const WEIGHT_PART_COUNT = 1085;

const row = (driver: RequestDriver, counts: RequestRow['counts'], why: string): RequestRow =>
  Object.freeze({ driver, counts: Object.freeze(counts), why });

export const REQUEST_ROWS: readonly RequestRow[] = Object.freeze([
  row(
    'submit',
    { httpApi: 1, function: 1, functionGigabyteSeconds: running(0.05), tableWrite: 6, tableRead: 1 },
    'one POST; the idempotency key is looked for; the job (about 2 KiB: 2 units) and its entries in two indexes are written, and then that it was sent',
  ),
  row(
    'reject',
    { httpApi: 1, function: 1, functionGigabyteSeconds: running(0.02), tableRead: 1 },
    'one POST that reads the counters and answers 429',
  ),
  row(
    'poll',
    { httpApi: 1, function: 1, functionGigabyteSeconds: running(0.015), tableRead: 0.5 },
    'one GET; one item of under 4 KiB, eventually consistent, which is half a unit',
  ),
  row(
    'download',
    { httpApi: 1, function: 1, functionGigabyteSeconds: running(0.02), tableRead: 0.5, bucketGet: 1 },
    'one GET of the result, answered 303; the file is unique, so the edge has to read the bucket',
  ),
  row(
    'attempt',
    { tableWrite: 3, tableRead: 1 },
    'the job is read as it stands; the claim is a conditional write of a 2 KiB item, and its queue counts one more that left',
  ),
  row('leaseChange', { tableWrite: 2 }, 'the lease of the claim moves with the message: one write of a 2 KiB item'),
  row(
    'stored',
    { tableWrite: 2, bucketPut: 2, bucketGet: 2, event: 2 },
    'result and manifest are put, each sends an event, progress is written; the next stage or attempt looks for both',
  ),
  row(
    'preview',
    { tableWrite: 2, bucketPut: 1, event: 1 },
    'a picture or a bare shape is put, which sends an event, and its key is written into the job',
  ),
  row(
    'passed',
    { function: 1, functionGigabyteSeconds: running(0.1), tableWrite: 4, tableRead: 2 },
    'the last manifest of a queue calls the advance function: it reads the job and the queues, and writes it (2 units) and then that it was sent, or takes it out of the index of open jobs',
  ),
  row('weightLoad', { bucketGet: WEIGHT_PART_COUNT }, '9.1 GB in parts of 8 MiB, read in parallel'),
]);

/** First looks that a stage stores: the image half-way and done, the bare shape, the character. */
export const PREVIEW_COUNTS: Readonly<Partial<Record<StageName, number>>> = Object.freeze({
  'text-to-image': 2,
  'image-to-3d': 1,
  package: 1,
});

/**
 * One look at the hub that sleeps, once a minute: the queues' depths and notes are read and written, and each shard of the open
 * jobs is asked for. What jobs add to it is below a thousandth of their price.
 */
export const UPKEEP_COUNTS = Object.freeze({
  function: 1,
  functionGigabyteSeconds: running(0.5),
  /** One for each of the plan's queues. */
  queueRequestsPerQueue: 1,
  tableWritesPerQueue: 1,
  tableReadsPerQueue: 1,
  /** Eight shards at half a unit. */
  tableRead: 4,
});

/** A client asks this often while its job is far from done: the longest Retry-After of the job API. */
export const FAR_POLL_SECONDS = 30;
/** Job records in the table: item, key and counters of one job. */
export const JOB_RECORD_KILOBYTES = 3;
/** One line of the API's access log: 330 in our format, and the 26 that CloudWatch counts for each event [M]. */
export const ACCESS_LOG_BYTES = 356;
/** How long logs are kept; the deployment sets the same. */
export const LOG_RETENTION_DAYS = 30;
/**
 * The bucket keeps versions, so what expires is only superseded, and paid for until its last version goes, too: the least S3
 * takes (Amazon S3 guide, NoncurrentVersionExpiration, 2023-06 [H]). Objects of a job are never overwritten, so nobody wants
 * an older version back.
 */
export const SUPERSEDED_JOB_DAYS = 1;
/** Rules of the optional web ACL; the deployment makes as many. */
export const WEB_ACL_RULE_COUNT = 2;
/**
 * Whom Cognito signs in for nothing: in every month, and for all Lite and Essentials pools of an account together. Unlike other
 * free tiers it is counted, since without it the people of one small game would seem to cost more than a hub that sleeps
 * (aws.amazon.com/cognito/pricing, read 2026-09-20 [M]).
 */
export const COGNITO_FREE_USER_COUNT = 10_000;
/** The worker's container image: CUDA runtime, Blender, code; no weights [L]. */
export const WORKER_IMAGE_GIGABYTES = 10;
/** What the machine image holds of its volume: system, driver, worker image [L]. */
export const MACHINE_IMAGE_GIBIBYTES = 20;
/** SDXL in half precision 6.9, TripoSR 1.7, the rest small [L]. */
export const WEIGHTS_GIGABYTES = 9.1;
