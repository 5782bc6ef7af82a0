/** One message, from its receipt to its settlement. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { claimJob, holdChange } from '../../hub/job/claim-job.ts';
import type { Job } from '../../hub/job/job.ts';
import { type QueueMessage, queueMessageSchema } from '../../hub/job/queue-message.ts';
import type { Heartbeat } from '../heartbeat/heartbeat.ts';
import type { DoJobPorts } from './do-job.ts';
import { doJob } from './do-job.ts';
import type { Received } from './message-queue.ts';
import type { Outcome } from './outcome.ts';
import { createReporter, type Report } from './report-progress.ts';
import { type Lease, type SettlePorts, settleMessage } from './settle-message.ts';

export type WorkLog = (
  level: 'info' | 'warn' | 'error',
  message: string,
  particulars?: Readonly<Record<string, unknown>>,
) => void;

export type HandlePorts = Omit<SettlePorts, 'retentionDays'> &
  Pick<DoJobPorts, 'assets' | 'stages' | 'hasCheckpoints' | 'mayBegin'> & {
    readonly heartbeat: Heartbeat;
    readonly jobTable: string;
    readonly scratchFolder: string;
    readonly retentionDays: number;
    readonly drawLeaseId: () => string;
    /** A worker that takes longer over one message hangs. */
    readonly jobSecondsMax: number;
    /** Given when the instance goes and the job cannot be finished. */
    readonly drain: AbortSignal;
    readonly log: WorkLog;
  };

/** @returns how it ended; whatever could not be settled is logged, and the message comes again */
export async function handleMessage(received: Received, ports: HandlePorts): Promise<Outcome> {
  const claimed = await claim(received, ports);
  if ('kind' in claimed) return settle(claimed, received, undefined, ports);
  const { job, lease } = claimed;
  ports.log('info', 'job taken', { queue: received.queue.name, receiveCount: received.receiveCount, ...lease });
  const outcome = await work(job, lease, received, ports);
  return settle(outcome, received, lease, ports);
}

type Claimed = { readonly job: Job; readonly lease: Lease };

async function claim(received: Received, ports: HandlePorts): Promise<Claimed | Outcome> {
  const { queue, body } = received;
  const message = parseMessage(body);
  if ('error' in message) return { kind: 'unreadable', error: message.error };
  try {
    for (;;) {
      const job = await ports.jobs.findJob(message.jobId);
      if (job === undefined) return { kind: 'drop', reason: 'unknown-job' };
      const leaseId = ports.drawLeaseId();
      const leaseSeconds = queue.visibilityTimeoutSeconds;
      const { currentTime, retentionDays } = ports;
      const decision = claimJob({ job, message, leaseId, leaseSeconds, now: currentTime(), retentionDays });
      if (decision.kind === 'drop' || decision.kind === 'wait') return decision;
      if ((await ports.jobs.changeJob(job.jobId, { kind: 'seen', job }, decision.change)) === 'moved') continue;
      if (decision.kind === 'expire') return { kind: 'drop', reason: 'job-has-ended' };
      if (decision.isFirst) await countDeparture(queue.name, ports);
      return { job, lease: { jobId: job.jobId, turn: job.turn, leaseId } };
    }
  } catch (error) {
    return { kind: 'transient', error };
  }
}

function parseMessage(body: string): QueueMessage | { readonly error: unknown } {
  try {
    return queueMessageSchema.parse(JSON.parse(body));
  } catch (error) {
    return { error };
  }
}

/** Of no more use than an estimate: it holds no job up. */
async function countDeparture(queue: string, { jobs, log }: HandlePorts): Promise<void> {
  await jobs.countDeparture(queue).catch(error => log('warn', 'a departure could not be counted', { queue, error }));
}

async function work(job: Job, lease: Lease, received: Received, ports: HandlePorts): Promise<Outcome> {
  const { heartbeat, jobTable, jobSecondsMax, drain, log } = ports;
  const { queue, receiptHandle } = received;
  const stop = new AbortController();
  let lost: string | undefined;
  const onDrain = () => stop.abort();
  drain.addEventListener('abort', onDrain);
  if (drain.aborted) stop.abort();
  heartbeat.hold({ queue, receiptHandle, jobTable, ...lease, secondsMax: jobSecondsMax }, reason => {
    lost ??= reason;
    stop.abort();
  });
  const reporter = createReporter(report => writeReport(report, lease, received, ports));
  const folder = join(ports.scratchFolder, lease.leaseId);
  try {
    await mkdir(folder, { recursive: true });
    return await doJob(job, queue, folder, {
      assets: ports.assets,
      stages: ports.stages,
      hasCheckpoints: ports.hasCheckpoints,
      mayBegin: ports.mayBegin,
      reporter,
      signal: stop.signal,
      stopOutcome: () => (lost === undefined ? { kind: 'drain' } : { kind: 'lease-lost', error: lost }),
      log: (message, particulars) => log('warn', message, { jobId: job.jobId, ...particulars }),
    });
  } catch (error) {
    return { kind: 'transient', error };
  } finally {
    drain.removeEventListener('abort', onDrain);
    await reporter.flush();
    await heartbeat.release(lease.leaseId);
    await rm(folder, { recursive: true, force: true }).catch(error => log('warn', 'scratch files stay', { error }));
  }
}

async function writeReport(report: Report, lease: Lease, received: Received, ports: HandlePorts): Promise<void> {
  const { jobId, turn, leaseId } = lease;
  const leaseSeconds = received.queue.visibilityTimeoutSeconds;
  const change = holdChange({ ...report, leaseId, leaseSeconds, now: ports.currentTime() });
  try {
    await ports.jobs.changeJob(jobId, { kind: 'holder', turn, leaseId }, change);
  } catch (error) {
    ports.log('warn', 'progress could not be written', { jobId, error });
  }
}

async function settle(
  outcome: Outcome,
  received: Received,
  lease: Lease | undefined,
  ports: HandlePorts,
): Promise<Outcome> {
  const level = outcome.kind === 'done' || outcome.kind === 'drop' || outcome.kind === 'wait' ? 'info' : 'warn';
  const { receiveCount, queue } = received;
  ports.log(level, `message ${outcome.kind}`, { queue: queue.name, receiveCount, ...lease, ...outcome });
  try {
    await settleMessage(outcome, received, lease, ports);
  } catch (error) {
    ports.log('error', 'a message could not be settled, and will come again', { queue: queue.name, ...lease, error });
  }
  return outcome;
}
