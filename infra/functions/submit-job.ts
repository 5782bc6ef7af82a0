/**
 * A submit: the job is stored, then its message sent, then noted that it was. In this order, because a worker that gets a
 * message before its job is there must take it for nonsense. Invariant: no caller is told of a job that nobody will work on,
 * no job waits for ever without a trace, and one Idempotency-Key makes one job.
 */
import { type Job, newJob, type Place } from '../../hub/job/job.ts';
import { changedJob } from '../../hub/job/job-change.ts';
import { JOB_ID_BYTE_COUNT, jobIdOf } from '../../hub/job/job-id.ts';
import { isTerminal } from '../../hub/job/job-status.ts';
import { nextTurn } from '../../hub/job/reconcile-job.ts';
import type { SubmitRequest } from '../../hub/job/submit-request.ts';
import { secondsBetween } from '../../hub/job/times.ts';
import type { Seconds } from '../../hub/units.ts';
import type { FindJob } from './find-job.ts';
import type { FindPlaces } from './find-places.ts';
import type { PutJob } from './put-job.ts';
import { type SendTurnPorts, sendTurn } from './send-turn.ts';
import { sha256Bytes, sha256Of } from './sha256.ts';
import type { WithdrawJob } from './withdraw-job.ts';

export type SubmitPorts = SendTurnPorts & {
  readonly findJob: FindJob;
  readonly findPlaces: FindPlaces;
  readonly putJob: PutJob;
  readonly withdrawJob: WithdrawJob;
  readonly currentTime: () => string;
};

export type SubmitSettings = {
  readonly firstQueue: string;
  readonly openDays: number;
  /** A submit that began longer ago has ended. */
  readonly requestSecondsMax: Seconds;
};

export type SubmitInput = {
  readonly jobId: string;
  readonly ownerId: string;
  readonly request: SubmitRequest;
  readonly inputKey?: string;
};

export type SubmitOutcome =
  | { readonly kind: 'submitted'; readonly job: Job }
  /** It was submitted before, by the same words; the job as it stands. */
  | { readonly kind: 'repeated'; readonly job: Job }
  /** It is being submitted by another request. */
  | { readonly kind: 'in-progress' }
  /** Its id belongs to a job of other words: an Idempotency-Key that was used before. */
  | { readonly kind: 'taken' }
  /** The queue took no message, and the job is gone again. */
  | { readonly kind: 'unsent' };

/**
 * The id of the job that a key of this caller stands for.
 *
 * @example keyedJobId('ada', 'order-17') === keyedJobId('ada', 'order-17')
 */
export const keyedJobId = (ownerId: string, idempotencyKey: string): string =>
  // No subject of a token holds a zero byte, so no two pairs make one text.
  jobIdOf(sha256Bytes(`${ownerId}\0${idempotencyKey}`, JOB_ID_BYTE_COUNT));

/** Two requests have the same one if they ask for the same, however they were written down. */
export const requestHashOf = (request: SubmitRequest): string =>
  sha256Of(JSON.stringify(Object.entries(request).toSorted(([one], [other]) => (one < other ? -1 : 1))));

export async function submitJob(
  input: SubmitInput,
  settings: SubmitSettings,
  ports: SubmitPorts,
): Promise<SubmitOutcome> {
  const { firstQueue, openDays } = settings;
  const requestHash = requestHashOf(input.request);
  const place = await placeIn(firstQueue, ports);
  const job = newJob({ ...input, requestHash, firstQueue, place, now: ports.currentTime(), openDays });
  if ((await ports.putJob(job)) === 'stored') return send(job, 'submitted', ports);
  // Another request of the same key was faster; withdrawn since, whoever asks again will be let in.
  return (await repeatedSubmit(input, settings, ports)) ?? { kind: 'in-progress' };
}

/** A place is an estimate: a job is not refused because nobody can say how many are before it. */
async function placeIn(queue: string, { findPlaces, log }: SubmitPorts): Promise<Omit<Place, 'since'>> {
  try {
    return (await findPlaces())[queue] ?? NO_PLACE;
  } catch (error) {
    log('WARN', 'the messages of the queues could not be counted', { error });
    return NO_PLACE;
  }
}

const NO_PLACE = Object.freeze({ aheadCount: 0, departedCount: 0 });

/** What a request with a key that was used before is answered; undefined for a key that is new. */
export async function repeatedSubmit(
  input: SubmitInput,
  settings: SubmitSettings,
  ports: SubmitPorts,
): Promise<SubmitOutcome | undefined> {
  const job = await ports.findJob(input.jobId, 'exact');
  if (job === undefined) return undefined;
  if (job.ownerId !== input.ownerId || job.requestHash !== requestHashOf(input.request)) return { kind: 'taken' };
  if (job.sentTurn > 0 || isTerminal(job.status)) return { kind: 'repeated', job };
  const now = ports.currentTime();
  if (secondsBetween(job.place.since, now) < settings.requestSecondsMax) return { kind: 'in-progress' };
  // Nobody sends it any more: the reconciler would, but its caller is here now.
  const change = nextTurn(job, now);
  if ((await ports.changeJob(job, change)) === 'moved') return { kind: 'in-progress' };
  return send(changedJob(job, change), 'repeated', ports);
}

async function send(job: Job, kind: 'submitted' | 'repeated', ports: SubmitPorts): Promise<SubmitOutcome> {
  try {
    await sendTurn(job, ports);
    return { kind, job };
  } catch (error) {
    ports.log('ERROR', 'the queue took no message', { jobId: job.jobId, queue: job.queue, error });
    return withdraw(job, ports);
  }
}

/**
 * A send that failed may still have arrived: then a worker has the job by now and it is submitted after all, or a worker
 * will find no job behind the message and drop it.
 */
async function withdraw(job: Job, { withdrawJob, log }: SubmitPorts): Promise<SubmitOutcome> {
  try {
    if ((await withdrawJob(job)) === 'started') return { kind: 'submitted', job };
  } catch (error) {
    log('ERROR', 'a job was left in the table without a message', { jobId: job.jobId, error });
  }
  return { kind: 'unsent' };
}
