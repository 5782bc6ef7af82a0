/** The one place where a replication is run, priced and measured: the same on the main thread and on a worker. */
import { billOf } from '../cost/bill.ts';
import { waitProfile } from '../measure/wait-profile.ts';
import type { RunRecord } from '../model/run-record.ts';
import { simulate } from '../model/simulate.ts';
import type { SimulationInput } from '../model/simulation-input.ts';
import type { ReplicationSummary } from './replication-summary.ts';
import { measureRun } from './run-metrics.ts';
import type { Portrait } from './study-result.ts';

export type Replicated = { readonly summary: ReplicationSummary; readonly record: RunRecord };

export function replicateOnce(input: SimulationInput, replication: number): Replicated {
  const record = simulate(input, replication);
  return { summary: measureRun(input, record, billOf(input.plan, record)), record };
}

/** What charts show of a run; the jobs stay behind, and memory with them. */
export function portraitOf(record: RunRecord): Portrait {
  const { replication, queueNames, groups, timeline, decisions } = record;
  return { replication, queueNames, groups, timeline, decisions, waits: waitProfile(record) };
}
