/**
 * What the instance is about to do, and what that means for its worker. Pure: the watcher hands in what it saw and when.
 * Invariant: who is leaving never takes work again, and the end only ever comes nearer.
 */
import { SPOT_NOTICE_SECONDS } from '../../hub/catalog/spot-notice.ts';
import type { Seconds } from '../../hub/units.ts';

/** One look. Times are those of the worker's monotonic clock. */
export type InstanceView = {
  /** `autoscaling/target-lifecycle-state`; undefined when it was not told. */
  readonly lifecycleTarget: string | undefined;
  readonly isRebalanceAdvised: boolean;
  /** When EC2 takes the instance, by its notice. */
  readonly spotEndSeconds: Seconds | undefined;
  /** The worker was told to end (SIGTERM), by whoever stops its container. */
  readonly isEndAsked: boolean;
};

export type LeaveReason =
  /** EC2 interrupts it. */
  | 'spot-notice'
  /** Its group ends it, or takes it back into the warm pool. The termination hook waits for the worker's answer. */
  | 'terminated'
  | 'pooled'
  | 'told-to-end';

export type InstanceState =
  /** Nobody has said yet what the instance is for: it takes nothing. */
  | { readonly kind: 'unknown' }
  /** In the warm pool. enter-service.sh does not even start the worker there; this is for who starts it otherwise. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'in-service' }
  /** Its replacement is coming: it finishes what it has and takes no more, until its group ends it. */
  | { readonly kind: 'rebalancing' }
  | Leaving;

export type Leaving = {
  readonly kind: 'leaving';
  /** In the order in which they came. */
  readonly reasons: readonly LeaveReason[];
  /** The last moment at which a job may still be worked on; what is not done by then is handed back. */
  readonly finishBySeconds: Seconds;
};

export type InstanceLimits = {
  /** The plan's drainSeconds: as long the termination hook waits, and `docker stop`. */
  readonly drainSeconds: Seconds;
  /** The plan's worker.noticeFinishSeconds: how much of the two minutes a job may use. */
  readonly noticeFinishSeconds: Seconds;
  /** The group replaces an instance at its rebalance recommendation. If not, nobody comes, and it works on. */
  readonly isRebalancing: boolean;
};

/** To hand the message back, flush the log and answer the hook before the hook or docker lose patience. Own choice. */
const DRAIN_RESERVE_SECONDS: Seconds = 10;

export const UNKNOWN: InstanceState = { kind: 'unknown' };

export const mayTake = (state: InstanceState): boolean => state.kind === 'in-service';

/** Whether the group's termination hook waits for the worker. At a SIGTERM alone it does not: who sent it, answers. */
export const isHookWaiting = ({ reasons }: Leaving): boolean =>
  reasons.includes('terminated') || reasons.includes('pooled');

/** @returns `state` itself when nothing has changed */
export function nextState(
  state: InstanceState,
  view: InstanceView,
  limits: InstanceLimits,
  nowSeconds: Seconds,
): InstanceState {
  const reasons = leaveReasons(state, view);
  if (state.kind === 'leaving') {
    const more = reasons.filter(reason => !state.reasons.includes(reason));
    return more.length === 0 ? state : leaving(state.reasons, more, state.finishBySeconds, view, limits, nowSeconds);
  }
  if (reasons.length > 0) return leaving([], reasons, Number.POSITIVE_INFINITY, view, limits, nowSeconds);
  const kind = restingKind(state, view, limits);
  return kind === state.kind ? state : { kind };
}

function restingKind(
  state: Exclude<InstanceState, Leaving>,
  { lifecycleTarget, isRebalanceAdvised }: InstanceView,
  { isRebalancing }: InstanceLimits,
): Exclude<InstanceState, Leaving>['kind'] {
  // Not told this time: as before.
  if (lifecycleTarget === undefined) return state.kind;
  if (isPool(lifecycleTarget)) return 'waiting';
  return isRebalanceAdvised && isRebalancing ? 'rebalancing' : 'in-service';
}

function leaveReasons(state: InstanceState, view: InstanceView): LeaveReason[] {
  const { lifecycleTarget = '', spotEndSeconds, isEndAsked } = view;
  const hasServed = state.kind === 'in-service' || state.kind === 'rebalancing' || state.kind === 'leaving';
  return [
    ...(spotEndSeconds === undefined ? [] : (['spot-notice'] as const)),
    ...(lifecycleTarget.endsWith('Terminated') ? (['terminated'] as const) : []),
    ...(hasServed && isPool(lifecycleTarget) ? (['pooled'] as const) : []),
    ...(isEndAsked ? (['told-to-end'] as const) : []),
  ];
}

/** `Warmed:Terminated` is an end, not a pool. */
const isPool = (target: string): boolean => target.startsWith('Warmed:') && !target.endsWith(':Terminated');

function leaving(
  earlier: readonly LeaveReason[],
  more: readonly LeaveReason[],
  finishBySeconds: Seconds,
  { spotEndSeconds = Number.POSITIVE_INFINITY }: InstanceView,
  { drainSeconds, noticeFinishSeconds }: InstanceLimits,
  nowSeconds: Seconds,
): Leaving {
  const ends = more.map(reason =>
    reason === 'spot-notice'
      ? // However late the notice was seen, the same time is kept free before the end.
        spotEndSeconds - (SPOT_NOTICE_SECONDS - noticeFinishSeconds)
      : nowSeconds + Math.max(0, drainSeconds - DRAIN_RESERVE_SECONDS),
  );
  return { kind: 'leaving', reasons: [...earlier, ...more], finishBySeconds: Math.min(finishBySeconds, ...ends) };
}

/**
 * What becomes of the job in work when its instance leaves. At a Spot notice it is handed back at once if it cannot be
 * finished, as the simulator has it: another worker can begin. A drain has no such hurry: its job may use all of the time
 * that the plan gives, and is handed back when that is over.
 *
 * @param remainingSeconds what the job is expected to take still
 */
export function decideOnLeaving(
  { reasons, finishBySeconds }: Leaving,
  remainingSeconds: Seconds,
  nowSeconds: Seconds,
): 'finish' | 'hand-back' {
  const leftSeconds = finishBySeconds - nowSeconds;
  if (leftSeconds <= 0) return 'hand-back';
  if (!reasons.includes('spot-notice')) return 'finish';
  return remainingSeconds <= leftSeconds ? 'finish' : 'hand-back';
}

/** Whether a stage may begin: while nobody leaves, always; then, if it is expected to end in time. */
export const mayBeginStage = (state: InstanceState, stageSeconds: Seconds, nowSeconds: Seconds): boolean =>
  state.kind !== 'leaving' || nowSeconds + stageSeconds <= state.finishBySeconds;
