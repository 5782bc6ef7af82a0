/**
 * What CloudWatch and Auto Scaling do, on one machine: once a minute of the plan it samples the queues, publishes late, looks
 * at each alarm at a moment of its own, and asks the plan's policies by the same functions as the deploy and the simulator
 * (hub/scaling, sim/model/cloudwatch). It follows the rules of sim/model/monitoring.ts and scaling-requests.ts, with queues and
 * workers that are real. Left out: queues that sleep after six quiet hours, warm pools, and the Spot market.
 */
import type { HubPlan } from '../../../hub/plan/hub-plan.ts';
import { answerAlarm } from '../../../hub/scaling/answer-alarm.ts';
import { arrivalOfDecision } from '../../../hub/scaling/arrival-of-decision.ts';
import { decide } from '../../../hub/scaling/decide.ts';
import { observeGroup } from '../../../hub/scaling/observe-group.ts';
import type { Decision, ScheduledPolicy } from '../../../hub/scaling/policy.ts';
import { nextOccurrenceSeconds } from '../../../hub/scaling/scheduled.ts';
import { type Count, SECONDS_PER_MINUTE, type Seconds } from '../../../hub/units.ts';
import { createSubstream } from '../../../sim/engine/substream.ts';
import { evaluateAlarm, nextEvaluationSeconds } from '../../../sim/model/cloudwatch/alarm.ts';
import { publish } from '../../../sim/model/cloudwatch/metric-series.ts';
import { sleep } from '../../environment.ts';
import type { PlanClock } from '../plan-clock.ts';
import { inServiceCount, type LocalAlarm, type LocalGroup } from './local-group.ts';
import { measureFleet, type QueueLooks } from './measure-fleet.ts';

export type ScalingStep = {
  /** Of the plan. */
  readonly atSeconds: Seconds;
  readonly group: string;
  readonly policy: string;
  readonly fromCount: Count;
  readonly toCount: Count;
  readonly reason: string;
};

export type ScalerPorts = {
  readonly plan: HubPlan;
  readonly groups: readonly LocalGroup[];
  readonly clock: PlanClock;
  readonly startSecondsOfWeek: Seconds;
  readonly seed: number;
  readonly lookAtQueues: () => Promise<QueueLooks>;
  /** Desired capacities have changed, or a pause is over. */
  readonly reconcile: () => void;
  readonly pausedUntilSeconds: () => Seconds;
  readonly onStep: (step: ScalingStep) => void;
  /** Each minute of the plan, after the sample. */
  readonly onMinute: (atSeconds: Seconds, looks: QueueLooks) => void;
  readonly onError: (error: unknown) => void;
};

export type Scaler = {
  /** Comes back when the signal is given. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** A fleet has got work: policies of kind scaleOnSubmit are asked. */
  readonly onSubmit: (fleetName: string) => Promise<void>;
};

type Task = { readonly atSeconds: Seconds; readonly act: () => void | Promise<void> };

export function createScaler(ports: ScalerPorts): Scaler {
  const { plan, groups, clock, startSecondsOfWeek, seed, reconcile, onStep } = ports;
  const { assumptions } = plan;
  const lags = plan.fleets.map(({ name }) => createSubstream(seed, 0, `publication:${name}`, 0));
  const scheduled = groups.flatMap(group =>
    group.plan.policies.flatMap(policy => (policy.kind === 'scheduled' ? [{ group, policy, atSeconds: 0 }] : [])),
  );
  for (const each of scheduled) each.atSeconds = nextOfSchedule(each.policy, 0);
  let nextMinuteSeconds = SECONDS_PER_MINUTE;
  let wake = new AbortController();

  function nextOfSchedule(policy: ScheduledPolicy, afterSeconds: Seconds): Seconds {
    const lagSeconds = assumptions.scheduledActionLagSeconds;
    const due = nextOccurrenceSeconds(policy, Math.round(startSecondsOfWeek + afterSeconds - lagSeconds));
    return due - startSecondsOfWeek + lagSeconds;
  }

  /** A minute of every fleet: what there is of it now, to be seen a while later. */
  async function sample(minuteEndSeconds: Seconds): Promise<void> {
    const looks = await ports.lookAtQueues();
    const { metricPublishLagSecondsLow: low, metricPublishLagSecondsHigh: high } = assumptions;
    for (const [index, fleet] of plan.fleets.entries()) {
      const ofFleet = groups.filter(group => group.fleet === fleet);
      const inService = ofFleet.reduce((sum, group) => sum + inServiceCount(group), 0);
      const availableSeconds = minuteEndSeconds + low + lags[index]!.uniform() * Math.max(0, high - low);
      for (const { spec, series } of ofFleet.flatMap(({ alarms }) => alarms)) {
        const value = measureFleet(spec.metric, fleet, looks, inService);
        if (!Number.isNaN(value)) publish(series, minuteEndSeconds - SECONDS_PER_MINUTE, value, availableSeconds);
      }
    }
    ports.onMinute(minuteEndSeconds, looks);
  }

  function evaluate(alarm: LocalAlarm, group: LocalGroup): void {
    const nowSeconds = alarm.nextSeconds;
    alarm.nextSeconds = nextEvaluationSeconds(
      alarm.alarm,
      Math.max(nowSeconds, clock.nowSeconds() - SECONDS_PER_MINUTE),
    );
    const { datapoint = Number.NaN, actionDue } = evaluateAlarm(alarm.alarm, alarm.series, nowSeconds);
    alarm.datapoint = datapoint;
    if (!actionDue) return;
    const answer = answerAlarm(alarm, group, (value, policy) =>
      observeGroup(group, value, nowSeconds, startSecondsOfWeek, policy),
    );
    if (answer !== undefined) request(group, answer.policyName, answer.decision, nowSeconds);
  }

  function request(group: LocalGroup, policy: string, decision: Decision, nowSeconds: Seconds): void {
    const { desiredCount: toCount, reason } = decision;
    const dueSeconds = nowSeconds + assumptions.alarmActionSeconds;
    const atSeconds = arrivalOfDecision(toCount, group.desiredCount, group.underway, dueSeconds);
    if (atSeconds === undefined) return;
    group.underway = { atSeconds, policy, toCount, reason };
    wake.abort();
  }

  function apply(group: LocalGroup): void {
    const { atSeconds, policy, reason, toCount } = group.underway!;
    group.underway = undefined;
    setDesired(group, Math.min(Math.max(toCount, group.minCount), group.maxCount), { atSeconds, policy, reason });
  }

  function runSchedule(each: (typeof scheduled)[number]): void {
    const { group, policy, atSeconds } = each;
    const decision = decide(policy, observeGroup(group, Number.NaN, atSeconds, startSecondsOfWeek, undefined), {});
    group.minCount = decision.minCount ?? group.minCount;
    group.maxCount = decision.maxCount ?? group.maxCount;
    each.atSeconds = nextOfSchedule(policy, Math.max(atSeconds, clock.nowSeconds()));
    setDesired(group, decision.desiredCount, { atSeconds, policy: policy.name, reason: decision.reason });
  }

  function setDesired(
    group: LocalGroup,
    toCount: Count,
    about: Pick<ScalingStep, 'atSeconds' | 'policy' | 'reason'>,
  ): void {
    const fromCount = group.desiredCount;
    if (toCount === fromCount) return;
    group.desiredCount = toCount;
    onStep({ ...about, group: group.name, fromCount, toCount });
    reconcile();
  }

  /** What comes first. */
  function nextTask(): Task {
    const tasks: Task[] = [
      {
        atSeconds: nextMinuteSeconds,
        act: async () => {
          const endSeconds = nextMinuteSeconds;
          // A machine that slept does not live through all it missed.
          const newest = Math.floor(clock.nowSeconds() / SECONDS_PER_MINUTE) * SECONDS_PER_MINUTE;
          nextMinuteSeconds = Math.max(endSeconds, newest) + SECONDS_PER_MINUTE;
          await sample(Math.max(endSeconds, newest));
        },
      },
      { atSeconds: ports.pausedUntilSeconds(), act: reconcile },
      ...groups.flatMap(group => [
        ...group.alarms.map(alarm => ({ atSeconds: alarm.nextSeconds, act: () => evaluate(alarm, group) })),
        ...(group.underway === undefined ? [] : [{ atSeconds: group.underway.atSeconds, act: () => apply(group) }]),
      ]),
      ...scheduled.map(each => ({ atSeconds: each.atSeconds, act: () => runSchedule(each) })),
    ];
    return tasks.reduce((first, task) => (task.atSeconds < first.atSeconds ? task : first));
  }

  return {
    run: async signal => {
      reconcile();
      while (!signal.aborted) {
        const { atSeconds, act } = nextTask();
        wake = new AbortController();
        const woken = AbortSignal.any([signal, wake.signal]);
        await sleep(clock.wallSecondsUntil(atSeconds), woken);
        // There may be something sooner now.
        if (woken.aborted) continue;
        try {
          await act();
        } catch (error) {
          ports.onError(error);
        }
      }
    },
    onSubmit: async fleetName => {
      const looks = await ports.lookAtQueues();
      const nowSeconds = clock.nowSeconds();
      for (const group of groups.filter(({ fleet }) => fleet.name === fleetName)) {
        for (const policy of group.plan.policies) {
          if (policy.kind !== 'scaleOnSubmit') continue;
          const backlog = measureFleet('backlog', group.fleet, looks, 0);
          const observation = observeGroup(group, backlog, nowSeconds, startSecondsOfWeek, undefined);
          const decision = decide(policy, observation, group.memories.get(policy) ?? {});
          group.memories.set(policy, decision.memory);
          request(group, policy.name, decision, nowSeconds);
        }
      }
    },
  };
}
