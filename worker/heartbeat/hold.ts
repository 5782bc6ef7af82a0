/** What the heartbeat process is told, and what it tells. */
import type { Seconds } from '../../hub/units.ts';
import type { WorkerQueue } from '../settings.ts';

/** A message and the job behind it, to be held for a worker that may be too busy to do it. */
export type Hold = {
  readonly queue: Pick<WorkerQueue, 'url' | 'visibilityTimeoutSeconds' | 'heartbeatSeconds'>;
  readonly receiptHandle: string;
  readonly jobTable: string;
  readonly jobId: string;
  readonly turn: number;
  readonly leaseId: string;
  /** A worker that takes longer hangs: the message is let go, and somebody else tries. */
  readonly secondsMax: Seconds;
};

export type ToHeartbeat =
  | { readonly kind: 'hold'; readonly hold: Hold }
  /** Answered by `released` once no heartbeat is under way any more: nothing will touch the message after that. */
  | { readonly kind: 'release'; readonly leaseId: string };

export type FromHeartbeat =
  | { readonly kind: 'released'; readonly leaseId: string }
  /** The job is somebody else's by now, or will be soon. */
  | { readonly kind: 'lost'; readonly leaseId: string; readonly reason: string };
