/**
 * Little's law and its kin hold exactly on every recorded run, censored jobs included. The same quantity is taken from
 * accounts that are kept apart in the model: columns of jobs, minute samples of queues, sessions of instances.
 */
import * as assert from 'uvu/assert';
import type { RunRecord } from '../../sim/model/run-record.ts';
import { simulate } from '../../sim/model/simulate.ts';
import { check, near } from '../kit/check.ts';
import { inputFrom } from '../kit/simulate-text.ts';
import { theoryScenario } from './theory-scenario.ts';

const HORIZON_SECONDS = 6000;
const SERVERS = [3, 4] as const;

/** The second queue is overloaded, so that many jobs are cut at the horizon, some of them in the middle of their work. */
function overloadedRun(): RunRecord {
  const scenarioText = theoryScenario({
    name: 'overloaded tandem',
    arrivals: [
      '{ kind: poisson, job: character, ratePerSecond: 1.9 }',
      '{ kind: poisson, job: rig, ratePerSecond: 0.2 }',
    ],
    warmupSeconds: 0,
    horizonSeconds: HORIZON_SECONDS,
    first: { servers: SERVERS[0], service: { kind: 'lognormal', mean: 1.5, cv: 1 } },
    second: { servers: SERVERS[1], service: { kind: 'gamma', mean: 2.2, cv: 0.7 } },
  });
  return simulate(inputFrom({ scenarioText, seed: 3 }), 0);
}

/** Time integral of how many jobs are in the system, by sweeping over arrivals and departures. */
function inSystemIntegral({ jobs, horizonSeconds }: RunRecord): number {
  const changes = [...jobs.submittedSeconds].map(seconds => ({ seconds, step: 1 }));
  for (const seconds of jobs.endedSeconds) if (!Number.isNaN(seconds)) changes.push({ seconds, step: -1 });
  changes.sort((a, b) => a.seconds - b.seconds);
  let level = 0;
  let integral = 0;
  let last = 0;
  for (const { seconds, step } of [...changes, { seconds: horizonSeconds, step: 0 }]) {
    integral += level * (seconds - last);
    last = seconds;
    level += step;
  }
  return integral;
}

check("Little's law", {
  'the time integral of jobs in the system is the sum of their sojourns, cut at the horizon': () => {
    const record = overloadedRun();
    const { jobs, horizonSeconds } = record;
    let sojourns = 0;
    let censored = 0;
    for (let job = 0; job < jobs.count; job += 1) {
      const ended = jobs.endedSeconds[job]!;
      if (Number.isNaN(ended)) censored += 1;
      sojourns += (Number.isNaN(ended) ? horizonSeconds : ended) - jobs.submittedSeconds[job]!;
    }
    assert.is(horizonSeconds, HORIZON_SECONDS);
    assert.ok(censored > 100, `${censored} jobs cut at the horizon`);
    near(sojourns, inSystemIntegral(record), 1e-9 * sojourns);
  },
  "the queues' own counters, sampled each minute, agree with the columns of jobs": () => {
    const { jobs, timeline } = overloadedRun();
    assert.is(timeline.atSeconds.length, HORIZON_SECONDS / 60);
    let most = 0;
    for (const [minute, atSeconds] of timeline.atSeconds.entries()) {
      const expected = [0, 0];
      for (let job = 0; job < jobs.count; job += 1) {
        for (const queue of [0, 1] as const) {
          const cell = 2 * job + queue;
          const started = jobs.startedSeconds[cell]!;
          const left = Number.isNaN(started) ? Infinity : started + jobs.stageSeconds[cell]!;
          if (jobs.queuedSeconds[cell]! <= atSeconds && left > atSeconds) expected[queue]! += 1;
        }
      }
      assert.equal([timeline.backlog[0]![minute], timeline.backlog[1]![minute]], expected);
      most = Math.max(most, expected[1]!);
    }
    assert.ok(most > 100, 'the second queue filled up');
  },
  "busy time by the instances' clocks is the work of the jobs, and the rest is idle": () => {
    const { jobs, sessions, groups } = overloadedRun();
    const fleets = ['generation', 'rigging'];
    for (const [queue, servers] of SERVERS.entries()) {
      let work = 0;
      for (let job = 0; job < jobs.count; job += 1) {
        const cell = 2 * job + queue;
        const started = jobs.startedSeconds[cell]!;
        if (!Number.isNaN(started)) work += Math.min(jobs.stageSeconds[cell]!, HORIZON_SECONDS - started);
      }
      const own = sessions.filter(session => groups[session.group]!.fleet === fleets[queue]);
      assert.is(own.length, servers);
      const useful = own.reduce((sum, session) => sum + session.usefulSeconds, 0);
      const idle = own.reduce((sum, session) => sum + session.idleSeconds, 0);
      near(useful, work, 1e-9 * work);
      near(useful + idle, servers * HORIZON_SECONDS, 1e-9 * servers * HORIZON_SECONDS);
    }
  },
  'every job is accounted for: finished, or open at the horizon': () => {
    const { jobs } = overloadedRun();
    for (let job = 0; job < jobs.count; job += 1) {
      assert.is(jobs.outcome[job] === 0, Number.isNaN(jobs.endedSeconds[job]!));
    }
  },
});
