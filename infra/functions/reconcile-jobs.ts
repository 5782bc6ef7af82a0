/**
 * Looks after every open job: what was lost on its way is made good, and what nothing can move any more is ended. The rules
 * are in hub/job/reconcile-job.ts. Every write is conditional, so that two runs at once, or a run beside an event, do no harm;
 * a job that moved meanwhile is left for the next run.
 */
import { assertNever } from '../../hub/assert-never.ts';
import { type Job, OPEN_SHARDS } from '../../hub/job/job.ts';
import { changedJob } from '../../hub/job/job-change.ts';
import { mayHaveEnded, type Repair, repairJob } from '../../hub/job/reconcile-job.ts';
import type { FunctionPlan } from '../../hub/plan/function-plan.ts';
import type { Count, Seconds } from '../../hub/units.ts';
import { type AdvancePorts, type AdvanceSettings, advance } from './advance-on-manifest.ts';
import type { CountDeparture } from './count-departure.ts';
import type { FindEndManifest } from './find-end-manifest.ts';
import { type Places, placesOrNone } from './find-places.ts';
import type { ListOpenJobs } from './open-jobs.ts';
import { sendTurn } from './send-turn.ts';

export type ReconcilePorts = AdvancePorts & {
  readonly listOpenJobs: ListOpenJobs;
  readonly findEndManifest: FindEndManifest;
  readonly countDeparture: CountDeparture;
  readonly monotonicSeconds: () => Seconds;
};

export type ReconcileSettings = AdvanceSettings & {
  readonly queues: FunctionPlan['queues'];
  /** It begins no further page afterwards. */
  readonly secondsMax: Seconds;
};

type Deed = 'left' | 'advanced' | 'expired' | 'failed' | 'resent' | 'moved';
export type ReconcileReport = Readonly<Record<Deed, Count>> & {
  readonly seen: Count;
  /** Jobs whose repair AWS did not allow; they are tried again. */
  readonly troubled: Count;
  /** False when time was up before all had been seen. */
  readonly isComplete: boolean;
};

/** At once: enough to look at 10,000 jobs in seconds, and few enough for 256 MB and one connection each. */
const TOGETHER_COUNT = 16;

/**
 * @param startShard it begins there: whoever runs out of time begins elsewhere next time, so that every shard comes first
 * once in a while
 */
export async function reconcileJobs(
  startShard: number,
  settings: ReconcileSettings,
  ports: ReconcilePorts,
): Promise<ReconcileReport> {
  const report = { seen: 0, left: 0, advanced: 0, expired: 0, failed: 0, resent: 0, moved: 0, troubled: 0 };
  const untilSeconds = ports.monotonicSeconds() + settings.secondsMax;
  const shards = OPEN_SHARDS.map((_, index) => OPEN_SHARDS[(startShard + index) % OPEN_SHARDS.length]!);
  for (const shard of shards) {
    for await (const jobs of ports.listOpenJobs(shard)) {
      if (ports.monotonicSeconds() > untilSeconds) return { ...report, isComplete: false };
      const places = await placesOrNone(ports.findPlaces, ports.log);
      for (let start = 0; start < jobs.length; start += TOGETHER_COUNT) {
        await Promise.all(jobs.slice(start, start + TOGETHER_COUNT).map(job => lookAfter(job, places)));
      }
    }
  }
  return { ...report, isComplete: true };

  async function lookAfter(job: Job, places: Places): Promise<void> {
    report.seen += 1;
    try {
      report[await reconcileJob(job, places, settings, ports)] += 1;
    } catch (error) {
      report.troubled += 1;
      ports.log('ERROR', 'an open job could not be looked after', { jobId: job.jobId, error });
    }
  }
}

/** @throws what AWS answers when it cannot do it now */
export async function reconcileJob(
  job: Job,
  places: Places,
  settings: ReconcileSettings,
  ports: ReconcilePorts,
): Promise<Deed> {
  const now = ports.currentTime();
  const endManifest = mayHaveEnded(job, now) ? await ports.findEndManifest(job) : undefined;
  // A queue that the plan no longer has: as the first, so that its jobs expire and are given up as others.
  const queue = settings.queues.find(({ name }) => name === job.queue) ?? settings.queues[0]!;
  const repair = repairJob({
    job,
    queue,
    now,
    retentionDays: settings.retentionDays,
    ...(endManifest === undefined ? {} : { endManifest }),
    ...departedOf(places, job.queue),
  });
  if (repair.kind === 'leave') return 'left';
  const deed = await carryOut(job, repair, settings, ports);
  const { jobId, status, turn } = job;
  if (deed !== 'moved') ports.log('WARN', 'open job repaired', { jobId, queue: job.queue, status, turn, deed });
  return deed;
}

const departedOf = (places: Places, queue: string) => {
  const place = places[queue];
  return place === undefined ? {} : { departedCount: place.departedCount };
};

async function carryOut(
  job: Job,
  repair: Exclude<Repair, { readonly kind: 'leave' }>,
  settings: ReconcileSettings,
  ports: ReconcilePorts,
): Promise<Deed> {
  switch (repair.kind) {
    case 'advance':
      return (await advance(repair.manifest, settings, ports)).kind === 'ignored' ? 'moved' : 'advanced';
    case 'end': {
      if ((await ports.changeJob(job, repair.change)) === 'moved') return 'moved';
      // Nobody took it up, so nobody has counted it: those behind it move up.
      if (job.attempts === 0) await ports.countDeparture(job.queue);
      return repair.change.set.status === 'expired' ? 'expired' : 'failed';
    }
    case 'resend': {
      if ((await ports.changeJob(job, repair.change)) === 'moved') return 'moved';
      await sendTurn(changedJob(job, repair.change), ports);
      return 'resent';
    }
    default:
      return assertNever(repair);
  }
}
