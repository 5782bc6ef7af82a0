/**
 * The clock of a billing session. Invariant: boot + useful + redo + idle + drain = end - start, since every change of
 * activity closes the stretch before it and every stretch goes to exactly one account.
 */
import type { Seconds } from '../../hub/units.ts';
import type { Session } from './run-record.ts';
import type { Instance, World } from './world.ts';

/**
 * Minus zero, because that is a double for V8: the first fraction in an account that began as a whole number would change
 * the shape of all sessions, and what was compiled for the old shape (every attempt) would be compiled again.
 */
const NO_SECONDS: Seconds = -0;

/** EC2 begins to bill: the instance is `running`. */
export function openSession(
  world: World,
  instance: Instance,
  start: Session['start'],
  activity: 'boot' | 'idle',
): void {
  const nowSeconds = world.calendar.nowSeconds;
  const session: Session = {
    instance: instance.id,
    group: instance.group.index,
    market: instance.group.market,
    instanceType: instance.type.name,
    zone: instance.zone,
    start,
    startSeconds: nowSeconds,
    endSeconds: Number.NaN,
    interrupted: false,
    cut: false,
    attemptCount: 0,
    bootSeconds: NO_SECONDS,
    usefulSeconds: NO_SECONDS,
    redoSeconds: NO_SECONDS,
    idleSeconds: NO_SECONDS,
    drainSeconds: NO_SECONDS,
  };
  world.sessions.push(session);
  instance.session = session;
  instance.activity = activity;
  instance.activitySinceSeconds = nowSeconds;
}

/** Closes the stretch since the last change and starts another. A busy stretch is closed by `endBusy`. */
export function changeActivity(instance: Instance, activity: Instance['activity'], nowSeconds: Seconds): void {
  const session = instance.session!;
  const stretchSeconds = nowSeconds - instance.activitySinceSeconds;
  if (instance.activity === 'boot') session.bootSeconds += stretchSeconds;
  else if (instance.activity === 'idle') session.idleSeconds += stretchSeconds;
  else if (instance.activity === 'drain') session.drainSeconds += stretchSeconds;
  else session.usefulSeconds += stretchSeconds;
  instance.activity = activity;
  instance.activitySinceSeconds = nowSeconds;
}

/** Ends a busy stretch of which `lostSeconds` will be done again or were done twice. */
export function endBusy(instance: Instance, lostSeconds: Seconds, next: 'idle' | 'drain', nowSeconds: Seconds): void {
  const lost = Math.min(lostSeconds, nowSeconds - instance.activitySinceSeconds);
  instance.session!.redoSeconds += lost;
  instance.session!.usefulSeconds -= lost;
  changeActivity(instance, next, nowSeconds);
}

/** EC2 stops billing: the instance shuts down, stops, or the horizon cuts it. */
export function closeSession(
  instance: Instance,
  nowSeconds: Seconds,
  end: { interrupted?: boolean; cut?: boolean },
): void {
  const session = instance.session;
  if (session === undefined) return;
  changeActivity(instance, 'idle', nowSeconds);
  session.endSeconds = nowSeconds;
  session.interrupted = end.interrupted ?? false;
  session.cut = end.cut ?? false;
  instance.session = undefined;
}
