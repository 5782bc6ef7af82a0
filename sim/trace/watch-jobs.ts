/** What happens to jobs and their messages without a worker: they come, come back, wait, and end in the dead-letter queue. */
import type { Seconds } from '../../hub/units.ts';
import { VISIBILITY_END } from '../model/event-kinds.ts';
import { MESSAGE_VISIBLE } from '../model/job-table.ts';
import { JOB_DEAD_LETTERED, JOB_FINISHED, JOB_OPEN } from '../model/run-record.ts';
import type { TraceEvent } from './trace-event.ts';
import type { Watch } from './watch.ts';

export /** The message of a failed or lost attempt, or of one that outlasts its visibility timeout, comes back by itself. */
function rememberHidden({ world, hiddenUntilSeconds }: Watch, job: number): void {
  const untilSeconds = world.jobs.hiddenUntilSeconds[job]!;
  if (Number.isFinite(untilSeconds)) hiddenUntilSeconds.set(job, untilSeconds);
}

/** A visibility timeout ended, and the message was not deleted or hidden anew since. */
export function* messagesBack(watch: Watch, atSeconds: Seconds): Generator<TraceEvent> {
  const { calendar, jobs } = watch.world;
  const job = calendar.entity;
  if (calendar.kind !== VISIBILITY_END || watch.hiddenUntilSeconds.get(job) !== atSeconds) return;
  watch.hiddenUntilSeconds.delete(job);
  if (jobs.outcome[job] === JOB_FINISHED) return;
  watch.visibleSinceSeconds.set(job, atSeconds);
  yield { kind: 'visibleAgain', atSeconds, job, queue: jobs.messageQueue[job]! };
}

/** Submits, and messages that enter their first or next queue. */
export function* newJobs(watch: Watch, atSeconds: Seconds): Generator<TraceEvent> {
  const { calendar, counts, jobs } = watch.world;
  for (; watch.rejectedCount < counts.rejected; watch.rejectedCount += 1) yield { kind: 'rejected', atSeconds };
  for (; watch.jobCount < jobs.count; watch.jobCount += 1) {
    const job = watch.jobCount;
    watch.openJobCount += 1;
    watch.sendCount += 1;
    yield { kind: 'submitted', atSeconds, job, region: jobs.region[job]! };
    yield { kind: 'queued', atSeconds, job, queue: jobs.messageQueue[job]! };
  }
  if (watch.sendCount === counts.sends) return;
  // A message that no new job explains is the one whose event has just fired.
  watch.sendCount = counts.sends;
  yield { kind: 'queued', atSeconds, job: calendar.entity, queue: jobs.messageQueue[calendar.entity]! };
}

/** Nothing but a receive too many ends a job that no attempt ended, and such a message had come back before. */
export function* deadLetters(watch: Watch, atSeconds: Seconds): Generator<TraceEvent> {
  const { world } = watch;
  if (watch.openJobCount === world.openJobCount) return;
  for (const job of watch.visibleSinceSeconds.keys()) {
    if (world.jobs.outcome[job] !== JOB_DEAD_LETTERED) continue;
    watch.visibleSinceSeconds.delete(job);
    watch.openJobCount -= 1;
    yield { kind: 'ended', atSeconds, job, outcome: 'deadLettered' };
  }
}

/** At the horizon: messages that nobody has received. */
export function* stillWaiting({ world, visibleSinceSeconds }: Watch, atSeconds: Seconds): Generator<TraceEvent> {
  const { jobs } = world;
  for (let job = 0; job < jobs.count; job += 1) {
    if (jobs.outcome[job] !== JOB_OPEN || jobs.messageState[job] !== MESSAGE_VISIBLE) continue;
    const queue = jobs.messageQueue[job]!;
    const queuedSeconds = jobs.queuedSeconds[job * jobs.queueCount + queue]!;
    const startSeconds = visibleSinceSeconds.get(job) ?? queuedSeconds;
    yield { kind: 'stillWaiting', atSeconds, startSeconds, job, queue };
  }
}
