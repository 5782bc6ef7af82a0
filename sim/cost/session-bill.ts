/**
 * The price of one billing session of one instance: from `running` to stopped, terminated or interrupted.
 *
 * Rules for Linux without a licence fee, EC2 guide, 2023-05-31: per second, whole seconds, 60 s at least for each start
 * [H]. A Spot instance that AWS interrupts within its first hour is not charged; later, or when we end it, the seconds
 * used are [L: from memory, the guide only points to the rule; it is material at our session lengths].
 */
import { type NanoUsd, SECONDS_PER_HOUR, SECONDS_PER_MINUTE, type Seconds, type Usd } from '../../hub/units.ts';
import type { Session } from '../model/run-record.ts';
import { safe, toNanoUsd } from './ledger.ts';
import { splitExactly } from './split-exactly.ts';

/** Each start bills a minute at least: EC2 guide, 2023-05-31 [H]. */
const SESSION_SECONDS_MIN = SECONDS_PER_MINUTE;
/** An interruption before this is free: Spot only [L]. */
const SPOT_FREE_SECONDS = SECONDS_PER_HOUR;
/** Sums of simulated times carry rounding errors of doubles; a second is not begun by less than a microsecond. */
const CLOCK_SECONDS = 1e-6;

/** In the order of `weights`. */
export const SESSION_CATEGORIES = ['useful', 'redo', 'idle', 'boot', 'drain'] as const;

export type SessionSeconds = {
  /** Whole seconds, with the minimum: what is billed unless the session is free. */
  readonly wholeSeconds: Seconds;
  readonly isFree: boolean;
  /** By SESSION_CATEGORIES; they sum to wholeSeconds. */
  readonly weights: readonly Seconds[];
};

/**
 * How a session's billed seconds divide. The surplus of rounding up to whole seconds and to the minimum is idle: it is
 * paid and nobody used it. Filling the warm pool is boot from start to end: it is done so that a later boot is short.
 *
 * @example 45 s, of which boot 40 and useful 5 -> wholeSeconds 60, weights [5, 0, 15, 40, 0]
 */
export function sessionSecondsOf(session: Session): SessionSeconds {
  const ranSeconds = session.endSeconds - session.startSeconds;
  const wholeSeconds = Math.max(SESSION_SECONDS_MIN, Math.ceil(ranSeconds - CLOCK_SECONDS));
  const isFree = session.market === 'spot' && session.interrupted && ranSeconds < SPOT_FREE_SECONDS;
  if (session.start === 'pool') return { wholeSeconds, isFree, weights: [0, 0, 0, wholeSeconds, 0] };
  const { usefulSeconds, redoSeconds, idleSeconds, bootSeconds, drainSeconds } = session;
  const surplusSeconds = Math.max(0, wholeSeconds - ranSeconds);
  // Differences of times may leave a hair below 0 where there was nothing.
  const weights = [usefulSeconds, redoSeconds, idleSeconds + surplusSeconds, bootSeconds, drainSeconds].map(seconds =>
    Math.max(0, seconds),
  );
  return { wholeSeconds, isFree, weights };
}

/**
 * Seconds at an hourly price, rounded once, half up.
 *
 * @example secondsPrice(160, 0.526)   // 23_377_778
 */
export function secondsPrice(seconds: Seconds, usdPerHour: Usd): NanoUsd {
  return safe(Math.round((seconds * toNanoUsd(usdPerHour)) / SECONDS_PER_HOUR));
}

export type SessionBill = SessionSeconds & {
  /** 0 when the session is free. */
  readonly billedSeconds: Seconds;
  readonly nanoUsd: NanoUsd;
  /** By SESSION_CATEGORIES; they sum to nanoUsd exactly. */
  readonly parts: readonly NanoUsd[];
};

/** @example a Spot session of 3,599.2 s that was interrupted -> billedSeconds 0, nanoUsd 0 */
export function sessionBill(session: Session, usdPerHour: Usd): SessionBill {
  const seconds = sessionSecondsOf(session);
  const { wholeSeconds, isFree, weights } = seconds;
  const nanoUsd = isFree ? 0 : secondsPrice(wholeSeconds, usdPerHour);
  return { ...seconds, billedSeconds: isFree ? 0 : wholeSeconds, nanoUsd, parts: splitExactly(nanoUsd, weights) };
}
