/** What the threads of a study share: the input, and a counter from which each takes its next replication. */
import type { HubErrorCode } from '../../hub/errors.ts';
import type { Count } from '../../hub/units.ts';
import type { Problem } from '../../hub/yaml/problem.ts';
import type { SimulationInput } from '../model/simulation-input.ts';
import type { ReplicationSummary } from './study-result.ts';

/** Crosses to each worker once, by structured clone; the counter's memory is shared. */
export type ReplicationTask = {
  /** Of the crew's tasks, from 0: news of an earlier one is of no use to a later one. */
  readonly number: Count;
  readonly input: SimulationInput;
  /** One cell: the first replication nobody has taken. */
  readonly counter: Int32Array<SharedArrayBuffer>;
  readonly maxCount: number;
};

/** What a worker says. An error keeps what makes a HubError one, since a clone would lose its class. */
export type ReplicationNews = { readonly task: Count } & (
  | { readonly kind: 'summary'; readonly summary: ReplicationSummary }
  | {
      readonly kind: 'mistake';
      readonly code: HubErrorCode;
      readonly message: string;
      readonly hint: string | undefined;
      readonly problems: readonly Problem[];
    }
  | { readonly kind: 'defect'; readonly replication: number; readonly error: unknown }
);

/** A counter whose first replication to take is `first`. */
export function createCounter(first: number): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)).fill(first);
}

/**
 * Takes the next replication below `limitCount`, or undefined when there is none. Safe on many threads at once.
 *
 * @example counter at 3: takeReplication(counter, 4) is 3, and then undefined
 */
export function takeReplication(counter: Int32Array<SharedArrayBuffer>, limitCount: number): number | undefined {
  for (;;) {
    const next = Atomics.load(counter, 0);
    if (next >= limitCount) return undefined;
    if (Atomics.compareExchange(counter, 0, next, next + 1) === next) return next;
  }
}
