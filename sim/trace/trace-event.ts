/**
 * What a watched run tells, in the order in which it happened. Every event carries `atSeconds`, which never falls; one
 * that took time is told at its end and carries `startSeconds`, too.
 */
import type { Market } from '../../hub/plan/hour-price.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import type { Count, Seconds } from '../../hub/units.ts';
import type { GroupInfo, ScalingDecision } from '../model/run-record.ts';

/**
 * What an instance does with a stretch of its life. `pending` and `stopped` are not billed; the others lie in a billing
 * session and sum to it, and `boot` with `modelLoad` is what the session calls boot.
 */
export type Activity = 'pending' | 'boot' | 'modelLoad' | 'idle' | 'busy' | 'drain' | 'stopped';

/**
 * - done: its stages were stored. failed: the worker reported an error. inVain: another worker had been faster.
 * - returned: the worker gave the message back. lost: the instance vanished, and the message stays hidden for a while.
 * - cut: still running at the horizon.
 */
export type AttemptEnd = 'done' | 'failed' | 'inVain' | 'returned' | 'lost' | 'cut';

/** A stage within an attempt, with its checkpoint; `isWhole` when it was not broken off. */
export type StageSpan = {
  readonly stage: StageName;
  readonly startSeconds: Seconds;
  readonly endSeconds: Seconds;
  readonly isWhole: boolean;
};

type At = { readonly atSeconds: Seconds };
type Span = At & { readonly startSeconds: Seconds };
type OfJob = { readonly job: number };
type InQueue = OfJob & { readonly queue: number };
type OfInstance = { readonly instance: number; readonly group: number };

/** Between a message that became visible and the end of the work that a worker did on it. */
export type AttemptEvent = Span &
  InQueue &
  OfInstance & {
    readonly kind: 'attempt';
    /** 1 for the first receive of this message. */
    readonly receive: Count;
    /** The first receive of all its messages. */
    readonly isFirst: boolean;
    /** When the message had become visible. */
    readonly visibleSeconds: Seconds;
    readonly stages: readonly StageSpan[];
    /** Of its seconds: work that is done again, or was done twice. */
    readonly redoSeconds: Seconds;
    readonly end: AttemptEnd;
  };

export type StretchEvent = Span &
  OfInstance & {
    readonly kind: 'stretch';
    readonly activity: Activity;
    /** `atSeconds`, but for a boot, which is told with the loading of models that follows it. */
    readonly endSeconds: Seconds;
    /** Index into the record's sessions; -1 while it is not billed. */
    readonly session: number;
    /** -1 unless busy. */
    readonly job: number;
    readonly queue: number;
  };

export type SpotNotice = 'rebalance' | 'notice' | 'reclaim';

/** What the indices in all other events mean. */
export type TraceNames = {
  readonly queueNames: readonly string[];
  readonly regionNames: readonly string[];
  readonly groups: readonly GroupInfo[];
};

export type TraceEvent =
  /** The first of all. */
  | (At & TraceNames & { readonly kind: 'begin' })
  | (At &
      OfInstance & {
        readonly kind: 'instance';
        readonly market: Market;
        readonly instanceType: string;
        readonly zone: string;
      })
  | (At & OfInstance & { readonly kind: 'gone' })
  | (At & OfInstance & { readonly kind: 'spot'; readonly what: SpotNotice })
  | StretchEvent
  | (At & OfJob & { readonly kind: 'submitted'; readonly region: number })
  | (At & { readonly kind: 'rejected' })
  | (At & InQueue & { readonly kind: 'queued' })
  | (At & InQueue & { readonly kind: 'visibleAgain' })
  | (At &
      InQueue &
      OfInstance & {
        readonly kind: 'received';
        readonly receive: Count;
        readonly isFirst: boolean;
        readonly waitSeconds: Seconds;
      })
  | AttemptEvent
  /** At the horizon: a message that nobody has received. */
  | (Span & InQueue & { readonly kind: 'stillWaiting' })
  | (At & OfJob & { readonly kind: 'ended'; readonly outcome: 'finished' | 'deadLettered' })
  | (At & { readonly kind: 'launchFailed'; readonly group: number; readonly why: 'capacity' | 'quota' })
  | (ScalingDecision & { readonly kind: 'decision' })
  | (At & {
      /** A row of the record's timeline. */
      readonly kind: 'sample';
      readonly backlog: readonly Count[];
      readonly desired: readonly Count[];
      readonly inService: readonly Count[];
      readonly pending: readonly Count[];
      readonly warmPooled: readonly Count[];
    });
