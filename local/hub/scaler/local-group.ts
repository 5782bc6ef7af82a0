/** An Auto Scaling group of the plan whose instances are worker processes of this machine. Plain data, changed by the scaler. */
import type { BaseGroup, BurstGroup, Fleet, HubPlan } from '../../../hub/plan/hub-plan.ts';
import { alarmsOf } from '../../../hub/scaling/alarms-of.ts';
import type { AskedGroup, WatchedAlarm } from '../../../hub/scaling/answer-alarm.ts';
import { type Count, SECONDS_PER_MINUTE, type Seconds } from '../../../hub/units.ts';
import { createSubstream } from '../../../sim/engine/substream.ts';
import { type Alarm, createAlarm } from '../../../sim/model/cloudwatch/alarm.ts';
import type { MetricSeries } from '../../../sim/model/cloudwatch/metric-series.ts';
import { createQuietSeries } from '../../../sim/model/cloudwatch/quiet-series.ts';
import type { LocalWorker } from '../workers/local-worker.ts';

/** A worker and its times, in seconds of the plan; NaN: not yet. */
export type Member = {
  readonly worker: LocalWorker;
  launchedSeconds: Seconds;
  readySeconds: Seconds;
  /** When the group had it go. */
  drainSeconds: Seconds;
  endedSeconds: Seconds;
};

export type LocalAlarm = WatchedAlarm & {
  readonly alarm: Alarm;
  readonly series: MetricSeries;
  datapoint: number;
  nextSeconds: Seconds;
};

export type LocalGroup = Pick<AskedGroup, 'memories'> & {
  readonly name: string;
  readonly kind: 'base' | 'burst';
  readonly fleet: Fleet;
  readonly plan: BaseGroup | BurstGroup;
  readonly alarms: readonly LocalAlarm[];
  minCount: Count;
  maxCount: Count;
  desiredCount: Count;
  /** Starting or in service: what counts against desired. */
  readonly members: Member[];
  readonly draining: Set<Member>;
  /** A decision on its way. */
  underway:
    | { readonly atSeconds: Seconds; readonly policy: string; readonly toCount: Count; readonly reason: string }
    | undefined;
  /** After workers that ended by themselves: no other before then. */
  pauseSeconds: Seconds;
  pausedUntilSeconds: Seconds;
};

/**
 * All groups of the plan, none of which has a worker yet.
 *
 * @param seed of the alarms' moments within the minute: those that the simulator draws for its first replication
 */
export function createLocalGroups(plan: HubPlan, seed: number): readonly LocalGroup[] {
  return plan.fleets.flatMap(fleet =>
    ([['base', fleet.base] as const, ['burst', fleet.burst] as const] as const).flatMap(([kind, group]) =>
      group === undefined ? [] : [createLocalGroup(fleet, kind, group, seed)],
    ),
  );
}

function createLocalGroup(
  fleet: Fleet,
  kind: LocalGroup['kind'],
  plan: BaseGroup | BurstGroup,
  seed: number,
): LocalGroup {
  const name = `${fleet.name}-${kind}`;
  const alarms = plan.policies.flatMap(policy =>
    alarmsOf(policy).map((spec): LocalAlarm => {
      const phase = createSubstream(seed, 0, `alarm:${name}:${spec.name}`, 0).uniform() * SECONDS_PER_MINUTE;
      const alarm = createAlarm(spec, phase);
      return { policy, spec, alarm, series: createQuietSeries(spec), datapoint: Number.NaN, nextSeconds: phase };
    }),
  );
  return {
    name,
    kind,
    fleet,
    plan,
    alarms,
    minCount: plan.minCount,
    maxCount: plan.maxCount,
    desiredCount: plan.minCount,
    memories: new Map(),
    members: [],
    draining: new Set(),
    underway: undefined,
    pauseSeconds: 0,
    pausedUntilSeconds: Number.NEGATIVE_INFINITY,
  };
}

export const inServiceCount = ({ members }: LocalGroup): Count =>
  members.filter(({ readySeconds }) => !Number.isNaN(readySeconds)).length;

/** Processes of it that have not ended. */
export const livingCount = ({ members, draining }: LocalGroup): Count => members.length + draining.size;
