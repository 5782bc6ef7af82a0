/**
 * A run made by hand: three jobs, two queues, three sessions. Job 0 is finished in us-east, job 1 in japan, job 2 waits
 * in the second queue when the run is cut at 400 s. Tests change it in one place.
 */
import type { JobColumns, RunRecord, Session } from '../model/run-record.ts';

export const HAND_JOBS: JobColumns = {
  count: 3,
  queueCount: 2,
  activeStageCount: 1,
  submittedSeconds: Float64Array.of(0, 10, 20),
  endedSeconds: Float64Array.of(150, 310, Number.NaN),
  outcome: Uint8Array.of(1, 1, 0),
  region: Uint8Array.of(0, 1, 0),
  source: new Uint16Array(3),
  queuedSeconds: Float64Array.of(0, 60, 10, 100, 20, 200),
  startedSeconds: Float64Array.of(30, 70, 10, 140, 80, Number.NaN),
  stageSeconds: new Float64Array(3),
  coldStartSeconds: Float32Array.of(25, 0, 0),
  redeliveryCount: Uint16Array.of(0, 2, 1),
};

export function handSession(changes: Partial<Session>): Session {
  return {
    instance: 0,
    group: 0,
    market: 'onDemand',
    instanceType: 'g4dn.xlarge',
    zone: 'a',
    start: 'cold',
    startSeconds: 0,
    endSeconds: 100,
    interrupted: false,
    cut: false,
    attemptCount: 1,
    bootSeconds: 0,
    usefulSeconds: 0,
    redoSeconds: 0,
    idleSeconds: 0,
    drainSeconds: 0,
    ...changes,
  };
}

export const HAND_RECORD: RunRecord = {
  replication: 0,
  horizonSeconds: 400,
  settled: false,
  queueNames: ['generation', 'rigging'],
  regionNames: ['us-east', 'japan'],
  groups: [{ fleet: 'all', market: 'onDemand', name: 'all-base' }],
  jobs: HAND_JOBS,
  sessions: [
    handSession({ startSeconds: 0, endSeconds: 400, usefulSeconds: 150, idleSeconds: 250 }),
    handSession({ market: 'spot', startSeconds: 50, endSeconds: 150, usefulSeconds: 60, redoSeconds: 40 }),
    handSession({ market: 'spot', startSeconds: 150, endSeconds: 250, bootSeconds: 70, redoSeconds: 30 }),
  ],
  volumes: [],
  decisions: [],
  timeline: { atSeconds: [], backlog: [], inService: [], pending: [], warmPooled: [] },
  counts: {
    rejected: 4,
    attempts: 6,
    receives: 8,
    emptyReceives: 0,
    sends: 5,
    deletes: 4,
    visibilityChanges: 0,
    interruptions: 1,
    rebalances: 0,
    launches: 3,
    launchFailuresCapacity: 0,
    launchFailuresQuota: 0,
    eventCount: 99,
  },
};
