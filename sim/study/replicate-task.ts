/** What threads that work together share: a list of replications, and a counter from which each takes its next one. */
import type { HubErrorCode } from '../../hub/errors.ts';
import type { Count } from '../../hub/units.ts';
import type { Problem } from '../../hub/yaml/problem.ts';
import type { SimulationInput } from '../model/simulation-input.ts';
import type { ReplicationSummary } from './replication-summary.ts';

/** One replication of one of several inputs. */
export type PlannedRun = {
  /** Which of the inputs, from 0. */
  readonly input: Count;
  readonly replication: number;
};

/** Goes to each worker by structured clone; the memory of list and counter is shared. */
export type ReplicationTask = {
  /** Of the crew's tasks, from 0: news of an earlier one is of no use to a later one. */
  readonly number: Count;
  /** Inputs that the worker has not met yet, by the names that the list has for them. */
  readonly fresh: ReadonlyMap<number, SimulationInput>;
  /** Names of inputs that the worker may forget. */
  readonly stale: readonly number[];
  /** Two cells for each run: name of the input, replication. */
  readonly list: Int32Array<SharedArrayBuffer>;
  /** One cell: the first place of the list that nobody has taken. */
  readonly counter: Int32Array<SharedArrayBuffer>;
};

/** What a worker says. An error keeps what makes a HubError one, since a clone would lose its class. */
export type ReplicationNews = { readonly task: Count } & (
  | { readonly kind: 'summary'; readonly place: Count; readonly summary: ReplicationSummary }
  | {
      readonly kind: 'mistake';
      readonly code: HubErrorCode;
      readonly message: string;
      readonly hint: string | undefined;
      readonly problems: readonly Problem[];
    }
  | { readonly kind: 'defect'; readonly error: unknown }
);

/** A counter whose first place to take is `first`. */
export function createCounter(first: number): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)).fill(first);
}

/**
 * Takes the next place below `limitCount`, or undefined when there is none. Safe on many threads at once.
 *
 * @example counter at 3: takePlace(counter, 4) is 3, and then undefined
 */
export function takePlace(counter: Int32Array<SharedArrayBuffer>, limitCount: number): number | undefined {
  for (;;) {
    const next = Atomics.load(counter, 0);
    if (next >= limitCount) return undefined;
    if (Atomics.compareExchange(counter, 0, next, next + 1) === next) return next;
  }
}

/** Runs as cells that threads share. */
export function listOf(runs: readonly PlannedRun[], nameOf: (input: Count) => number): Int32Array<SharedArrayBuffer> {
  const list = new Int32Array(new SharedArrayBuffer(2 * runs.length * Int32Array.BYTES_PER_ELEMENT));
  for (const [place, { input, replication }] of runs.entries()) list.set([nameOf(input), replication], 2 * place);
  return list;
}
