/**
 * Brings the workers of each group to what is desired, within what this machine bears. Invariants: no more processes than
 * `workersMax`; every fleet that wants a worker can have one; a worker that is protected by its job is not taken.
 */
import type { Count, Seconds } from '../../../hub/units.ts';
import type { LocalWorker } from '../workers/local-worker.ts';
import { type LocalGroup, livingCount, type Member } from './local-group.ts';

export type CrewPorts = {
  readonly groups: readonly LocalGroup[];
  readonly workersMax: Count;
  /** In seconds of the plan. */
  readonly nowSeconds: () => Seconds;
  /** `onChange`: to be called whenever its state has changed. */
  readonly startWorker: (group: LocalGroup, onChange: () => void) => LocalWorker;
  /** The machine's limit keeps a group from what it wants, or no longer does. */
  readonly onLimit: (group: LocalGroup, missingCount: Count) => void;
  /** A worker ended by itself. */
  readonly onCrash: (member: Member, group: LocalGroup) => void;
};

export type Crew = {
  /** Starts and ends workers until each group has what it wants. */
  readonly reconcile: () => void;
  /** When a group that pauses may be looked at again; Infinity when none pauses. */
  readonly pausedUntilSeconds: () => Seconds;
  /** Every worker there ever was. */
  readonly members: readonly Member[];
  /** No more are started. Comes back when all have ended. */
  readonly drainAll: () => Promise<void>;
  readonly killAll: () => void;
};

/** A worker that cannot start will not the next time either: a pause, doubling. In seconds of the plan. */
const PAUSE_SECONDS_FIRST: Seconds = 30;
const PAUSE_SECONDS_MAX: Seconds = 600;

export function createCrew(ports: CrewPorts): Crew {
  const { groups, workersMax, nowSeconds } = ports;
  const members: Member[] = [];
  const missing = new Map<LocalGroup, Count>();
  let isClosed = false;

  /** One slot is left for every other fleet that wants a worker and has none. */
  function hasRoom(group: LocalGroup): boolean {
    const fleets = [...new Set(groups.map(({ fleet }) => fleet))].filter(fleet => fleet !== group.fleet);
    const owedCount = fleets.filter(fleet => {
      const ofFleet = groups.filter(each => each.fleet === fleet);
      return ofFleet.every(each => livingCount(each) === 0) && ofFleet.some(({ desiredCount }) => desiredCount > 0);
    }).length;
    return groups.reduce((sum, each) => sum + livingCount(each), 0) + owedCount < workersMax;
  }

  function launch(group: LocalGroup): void {
    const member: Member = {
      worker: ports.startWorker(group, () => follow(member, group)),
      launchedSeconds: nowSeconds(),
      readySeconds: Number.NaN,
      drainSeconds: Number.NaN,
      endedSeconds: Number.NaN,
    };
    members.push(member);
    group.members.push(member);
  }

  function follow(member: Member, group: LocalGroup): void {
    const state = member.worker.state();
    if ((state === 'idle' || state === 'busy') && Number.isNaN(member.readySeconds)) {
      member.readySeconds = nowSeconds();
      group.pauseSeconds = 0;
    }
    // One that its job had kept from going may go now.
    if (state === 'idle' && group.members.length > group.desiredCount) reconcile();
    if (state !== 'gone') return;
    member.endedSeconds = nowSeconds();
    const wasWanted = group.members.includes(member);
    if (wasWanted) group.members.splice(group.members.indexOf(member), 1);
    group.draining.delete(member);
    if (wasWanted && !isClosed) {
      ports.onCrash(member, group);
      if (Number.isNaN(member.readySeconds)) pause(group);
    }
    reconcile();
  }

  function pause(group: LocalGroup): void {
    group.pauseSeconds = Math.min(PAUSE_SECONDS_MAX, Math.max(PAUSE_SECONDS_FIRST, 2 * group.pauseSeconds));
    group.pausedUntilSeconds = nowSeconds() + group.pauseSeconds;
  }

  function reconcile(): void {
    if (isClosed) return;
    // 1. Take away what is too much.
    for (const group of groups) {
      while (group.members.length > group.desiredCount) {
        const victim = pickVictim(group);
        if (victim === undefined) break;
        letGo(victim, group);
      }
    }
    // 2. Start what is missing, one for each group in turn.
    for (let isDone = false; !isDone; ) {
      isDone = true;
      for (const group of groups) {
        if (group.members.length >= group.desiredCount || group.pausedUntilSeconds > nowSeconds()) continue;
        if (!hasRoom(group)) continue;
        launch(group);
        isDone = false;
      }
    }
    // 3. Say what the machine does not bear.
    for (const group of groups) {
      const isPaused = group.pausedUntilSeconds > nowSeconds();
      const missingCount = isPaused ? 0 : Math.max(0, group.desiredCount - group.members.length);
      if (missingCount === (missing.get(group) ?? 0)) continue;
      missing.set(group, missingCount);
      ports.onLimit(group, missingCount);
    }
  }

  function letGo(member: Member, group: LocalGroup): void {
    group.members.splice(group.members.indexOf(member), 1);
    group.draining.add(member);
    member.drainSeconds = nowSeconds();
    member.worker.drain();
  }

  return {
    reconcile,
    pausedUntilSeconds: () =>
      Math.min(
        Number.POSITIVE_INFINITY,
        ...groups.map(({ pausedUntilSeconds }) => pausedUntilSeconds).filter(seconds => seconds > nowSeconds()),
      ),
    members,
    drainAll: async () => {
      isClosed = true;
      for (const group of groups) for (const member of [...group.members]) letGo(member, group);
      await Promise.all(members.map(({ worker }) => worker.ended));
    },
    killAll: () => {
      isClosed = true;
      for (const { worker } of members) if (worker.state() !== 'gone') worker.kill();
    },
  };
}

/** The newest of those that have no job; the newest at all where a job does not protect it. */
function pickVictim({ members, plan }: LocalGroup): Member | undefined {
  const isFree = ({ worker }: Member) => worker.state() !== 'busy';
  return members.findLast(isFree) ?? (plan.scaleInProtection ? undefined : members.at(-1));
}
