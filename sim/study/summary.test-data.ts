/** A replication's summary in which only what a test is about is filled. */
import type { ReplicationSummary } from './replication-summary.ts';
import type { Portrait } from './study-result.ts';

export function summaryWith(replication: number, changes: Partial<ReplicationSummary>): ReplicationSummary {
  return {
    replication,
    samples: {},
    scalars: {},
    costLines: [],
    usdByCategory: {},
    warmupDeletedCount: 0,
    horizonSeconds: 100,
    settled: true,
    eventCount: 10,
    ...changes,
  };
}

export const EMPTY_PORTRAIT: Portrait = {
  replication: 0,
  queueNames: [],
  groups: [],
  timeline: { atSeconds: [], backlog: [], inService: [], pending: [], warmPooled: [] },
  decisions: [],
  waits: { timeBinSeconds: 60, waitBinSeconds: 1, queues: [] },
};
