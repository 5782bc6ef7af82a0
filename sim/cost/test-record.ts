/** A plan and run records made by hand, for the tests of this room. */
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { parseStackConfig } from '../../hub/plan/parse-stack-config.ts';
import { JOB_FINISHED, type RunRecord, type Session } from '../model/run-record.ts';

const QUEUES = `
config:
  aws:region: us-east-1
  asset-hub:queues:
    generation: { stages: [text-to-image, matte, image-to-3d] }
    rigging: { stages: [retopology, texture, rigging, package] }
`;

/** One fleet on both queues, without a warm pool and without policies. */
const FLEETS = `  asset-hub:fleets:
    all:
      queues: [generation, rigging]
      base: { minCount: 0, maxCount: 2, instanceTypes: [g4dn.xlarge] }
      burst: { minCount: 0, maxCount: 20, instanceTypes: [g4dn.xlarge, g6.xlarge] }
`;

/** @param sections more sections, as they stand in a stack file under `config:` */
export function testPlan(sections = '', fleets = FLEETS): HubPlan {
  const parsed = parseStackConfig({ text: `${QUEUES}${fleets}${sections}`, file: 'test.yaml', stack: 'test' });
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  return parsed.plan;
}

export const BASE = 0;
export const BURST = 1;

/** A session from 0 that worked all the time, unless told otherwise. */
export function testSession(endSeconds: number, changes: Partial<Session> = {}): Session {
  return {
    instance: 0,
    group: changes.market === 'spot' ? BURST : BASE,
    market: 'onDemand',
    instanceType: 'g4dn.xlarge',
    zone: 'a',
    start: 'cold',
    startSeconds: 0,
    endSeconds,
    interrupted: false,
    cut: false,
    attemptCount: 1,
    bootSeconds: 0,
    usefulSeconds: endSeconds,
    redoSeconds: 0,
    idleSeconds: 0,
    drainSeconds: 0,
    ...changes,
  };
}

/** `finishedCount` jobs from us-east, each 130 s of work, submitted at 0 and ended at 300 s; an hour long. */
export function testRecord(finishedCount: number, changes: Partial<RunRecord> = {}): RunRecord {
  return {
    replication: 0,
    horizonSeconds: 3600,
    settled: true,
    queueNames: ['generation', 'rigging'],
    regionNames: ['us-east', 'japan'],
    groups: [
      { fleet: 'all', market: 'onDemand', name: 'all-base' },
      { fleet: 'all', market: 'spot', name: 'all-burst' },
    ],
    jobs: {
      count: finishedCount,
      queueCount: 2,
      activeStageCount: 4,
      submittedSeconds: new Float64Array(finishedCount),
      endedSeconds: new Float64Array(finishedCount).fill(300),
      outcome: new Uint8Array(finishedCount).fill(JOB_FINISHED),
      region: new Uint8Array(finishedCount),
      source: new Uint16Array(finishedCount),
      queuedSeconds: new Float64Array(finishedCount * 2),
      startedSeconds: new Float64Array(finishedCount * 2),
      stageSeconds: Float64Array.from({ length: finishedCount * 4 }, (_, i) => [10, 15, 60, 45][i % 4]!),
      coldStartSeconds: new Float32Array(finishedCount),
      redeliveryCount: new Uint16Array(finishedCount),
    },
    sessions: [],
    volumes: [],
    decisions: [],
    timeline: { atSeconds: [], backlog: [], inService: [], pending: [], warmPooled: [] },
    counts: {
      rejected: 0,
      attempts: 2 * finishedCount,
      receives: 2 * finishedCount,
      emptyReceives: 0,
      sends: 2 * finishedCount,
      deletes: 2 * finishedCount,
      visibilityChanges: finishedCount,
      interruptions: 0,
      rebalances: 0,
      launches: 0,
      launchFailuresCapacity: 0,
      launchFailuresQuota: 0,
      eventCount: 0,
    },
    ...changes,
  };
}
