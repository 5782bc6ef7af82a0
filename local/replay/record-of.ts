/**
 * A run of a real hub as the record that a simulated one leaves, so that everything behind (metrics, costs, comparison) is the
 * same for both. Pure. What no clock saw is left as it is where nothing happened: no Spot interruptions, no warm pools.
 */
import type { Job } from '../../hub/job/job.ts';
import { routeOf } from '../../hub/job/job-kind.ts';
import { pipelineOf } from '../../hub/job/pipeline.ts';
import { meanOf } from '../../hub/mean-of.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { Seconds } from '../../hub/units.ts';
import { compilePipeline } from '../../sim/model/pipeline.ts';
import {
  JOB_DEAD_LETTERED,
  JOB_FINISHED,
  JOB_OPEN,
  type JobColumns,
  type RunRecord,
  type Session,
} from '../../sim/model/run-record.ts';
import type { LocalGroup, Member } from '../hub/scaler/local-group.ts';
import { coldStarts } from './cold-starts.ts';
import { type Attempt, type Observed, placeKey } from './observe-run.ts';

export type RunParts = {
  readonly plan: HubPlan;
  readonly groups: readonly LocalGroup[];
  readonly members: readonly Member[];
  /** As they stand in the table at the end. */
  readonly jobs: readonly Job[];
  readonly observed: Observed;
  readonly regionNames: readonly string[];
  /** A moment of the table, in seconds of the plan. */
  readonly secondsAt: (time: string) => Seconds;
  readonly endSeconds: Seconds;
  /** All jobs have ended and all groups are back at their minimum. */
  readonly isSettled: boolean;
};

export function recordOf(parts: RunParts): RunRecord {
  const { plan, groups, observed, endSeconds } = parts;
  const attempts = [...observed.attempts.values()].flat();
  const sessions = parts.members.map(member => sessionOf(member, parts));
  const queueNames = plan.queues.map(({ name }) => name);
  const names = groups.map(({ name }) => name);
  return {
    replication: 0,
    horizonSeconds: endSeconds,
    settled: parts.isSettled,
    queueNames,
    regionNames: parts.regionNames,
    groups: groups.map(group => ({ fleet: group.fleet.name, market: marketOf(group), name: group.name })),
    jobs: jobColumns(parts, attempts),
    sessions,
    volumes: sessions.map(({ group, startSeconds, endSeconds: end }) => ({ group, startSeconds, endSeconds: end })),
    decisions: observed.steps
      .filter(({ fromCount, toCount }) => fromCount !== toCount)
      .map(({ group, ...step }) => ({ ...step, group: names.indexOf(group) })),
    timeline: {
      atSeconds: observed.minutes.map(({ atSeconds }) => atSeconds),
      backlog: queueNames.map(queue =>
        observed.minutes.map(({ looks }) => (looks[queue]?.visibleCount ?? 0) + (looks[queue]?.inFlightCount ?? 0)),
      ),
      inService: groups.map((_, index) => observed.minutes.map(({ inService }) => inService[index]!)),
      pending: groups.map((_, index) => observed.minutes.map(({ pending }) => pending[index]!)),
      warmPooled: groups.map(() => observed.minutes.map(() => 0)),
    },
    counts: {
      rejected: observed.submitted.filter(({ jobId }) => jobId === undefined).length,
      attempts: attempts.length,
      receives: attempts.length,
      emptyReceives: 0,
      sends: observed.queuedSeconds.size,
      deletes: attempts.length,
      visibilityChanges: 0,
      interruptions: 0,
      rebalances: 0,
      launches: sessions.length,
      launchFailuresCapacity: 0,
      launchFailuresQuota: 0,
      eventCount: attempts.length + observed.submitted.length + observed.steps.length,
    },
  };
}

const marketOf = ({ kind }: LocalGroup): Session['market'] => (kind === 'burst' ? 'spot' : 'onDemand');

function jobColumns({ plan, jobs, members, observed, secondsAt }: RunParts, attempts: readonly Attempt[]): JobColumns {
  const pipeline = compilePipeline(plan);
  const submitted = observed.submitted
    .filter(({ jobId }) => jobId !== undefined)
    .toSorted((one, other) => one.atSeconds - other.atSeconds);
  const count = submitted.length;
  const [queueCount, activeStageCount] = [plan.queues.length, pipeline.stages.length];
  const byId = new Map(jobs.map(job => [job.jobId, job]));
  const startedBy = new Map<string, Seconds>();
  for (const { jobId, queue, fromSeconds } of attempts) {
    const key = placeKey(jobId, queue);
    startedBy.set(key, Math.min(fromSeconds, startedBy.get(key) ?? Number.POSITIVE_INFINITY));
  }
  const columns: JobColumns = {
    count,
    queueCount,
    activeStageCount,
    submittedSeconds: new Float64Array(count),
    endedSeconds: new Float64Array(count).fill(Number.NaN),
    outcome: new Uint8Array(count).fill(JOB_OPEN),
    region: new Uint8Array(count),
    source: new Uint16Array(count),
    queuedSeconds: new Float64Array(count * queueCount).fill(Number.NaN),
    startedSeconds: new Float64Array(count * queueCount).fill(Number.NaN),
    stageSeconds: new Float64Array(count * activeStageCount),
    coldStartSeconds: new Float32Array(count),
    redeliveryCount: new Uint16Array(count),
  };
  /** A job that was through its queue between two looks: of its first and its last one the table knows when it came. */
  const queuedByTable = (job: Job | undefined, queue: string): Seconds => {
    if (job === undefined) return Number.NaN;
    if (routeOf(job.kind, pipelineOf(plan))[0]?.queue === queue) return secondsAt(job.createdAt);
    return job.queue === queue ? secondsAt(job.place.since) : Number.NaN;
  };
  for (const [row, { atSeconds, source, region, jobId = '' }] of submitted.entries()) {
    const job = byId.get(jobId);
    columns.submittedSeconds[row] = atSeconds;
    columns.source[row] = source;
    columns.region[row] = region;
    if (job?.finishedAt !== undefined) {
      columns.endedSeconds[row] = secondsAt(job.finishedAt);
      columns.outcome[row] = job.status === 'succeeded' ? JOB_FINISHED : JOB_DEAD_LETTERED;
    }
    for (const [queue, { name }] of plan.queues.entries()) {
      const key = placeKey(jobId, name);
      const queued = observed.queuedSeconds.get(key) ?? queuedByTable(job, name);
      columns.queuedSeconds[row * queueCount + queue] = queued;
      // A wait whose beginning nobody saw is none.
      columns.startedSeconds[row * queueCount + queue] = Number.isNaN(queued)
        ? queued
        : (startedBy.get(key) ?? Number.NaN);
    }
    const passed = job === undefined ? [] : routeOf(job.kind, pipelineOf(plan)).flatMap(({ stages }) => stages);
    for (const [stage, { name }] of pipeline.stages.entries()) {
      const seconds = meanOf(plan.stages[name].serviceSeconds);
      columns.stageSeconds[row * activeStageCount + stage] = passed.includes(name) ? seconds : 0;
    }
  }
  const rowOf = new Map(submitted.map(({ jobId }, row) => [jobId, row]));
  const queueOf = new Map(plan.queues.map(({ name }, queue) => [name, queue]));
  const waits = coldStarts(members, observed.attempts, (jobId, queue) => {
    const cell = rowOf.get(jobId)! * queueCount + queueOf.get(queue)!;
    return { queuedSeconds: columns.queuedSeconds[cell]!, startedSeconds: columns.startedSeconds[cell]! };
  });
  for (const { jobId, seconds } of waits) columns.coldStartSeconds[rowOf.get(jobId)!]! += seconds;
  return columns;
}

/** What the same worker would be billed for as an instance of its group: from `running` to its end. */
function sessionOf(member: Member, { plan, groups, observed, endSeconds }: RunParts): Session {
  const group = groups.findIndex(({ name }) => name === member.worker.group);
  const { plan: groupPlan } = groups[group]!;
  const isOfMinimum = member.readySeconds === Number.NEGATIVE_INFINITY;
  const end = Number.isNaN(member.endedSeconds) ? endSeconds : Math.min(member.endedSeconds, endSeconds);
  const launchSeconds = isOfMinimum ? 0 : meanOf(plan.boot[groupPlan.bootPath]!.launchSeconds);
  const start = Math.min(end, member.launchedSeconds + launchSeconds);
  const ready = isOfMinimum ? start : Math.min(end, Number.isNaN(member.readySeconds) ? end : member.readySeconds);
  const attempts = observed.attempts.get(member.worker.name) ?? [];
  const busy = (fromSeconds: Seconds, toSeconds: Seconds) =>
    attempts.reduce((sum, attempt) => {
      const to = Number.isNaN(attempt.toSeconds) ? end : attempt.toSeconds;
      return sum + Math.max(0, Math.min(to, toSeconds) - Math.max(attempt.fromSeconds, fromSeconds));
    }, 0);
  const drainFrom = Math.max(ready, Number.isNaN(member.drainSeconds) ? end : Math.min(member.drainSeconds, end));
  const usefulSeconds = busy(ready, end);
  return {
    instance: Number(member.worker.name.slice(1)),
    group,
    market: marketOf(groups[group]!),
    instanceType: groupPlan.instanceTypes[0]!,
    zone: groupPlan.zones[0]!,
    start: 'cold',
    startSeconds: start,
    endSeconds: end,
    interrupted: false,
    cut: Number.isNaN(member.endedSeconds),
    attemptCount: attempts.length,
    bootSeconds: Math.max(0, ready - start),
    usefulSeconds,
    redoSeconds: 0,
    idleSeconds: drainFrom - ready - busy(ready, drainFrom),
    drainSeconds: end - drainFrom - busy(drainFrom, end),
  };
}
