import * as assert from 'uvu/assert';
import type { Distribution } from '../../hub/distribution.ts';
import { check } from '../../test/kit/check.ts';
import { runMultiServer } from './multi-server.ts';
import { createSampler } from './sampler.ts';
import { createSubstream } from './substream.ts';
import { WaitingTime } from './waiting-time.ts';

/** Keeps each wait, in the order the customers started. */
class RecordedWaits extends WaitingTime {
  readonly seconds: number[] = [];

  override add(waitSeconds: number): void {
    super.add(waitSeconds);
    this.seconds.push(waitSeconds);
  }
}

function streamsOf(replication: number) {
  return {
    arrivals: createSubstream(1, replication, 'arrivals', 0),
    services: createSubstream(1, replication, 'services', 0),
  };
}

function modelOf(serverCount: number, interarrival: Distribution, service: Distribution) {
  return {
    serverCount,
    sampleInterarrivalSeconds: createSampler(interarrival),
    sampleServiceSeconds: createSampler(service),
  };
}

/** Erlang's C, by the recursion of his B: the chance that a Poisson arrival finds all servers busy. */
function erlangC(serverCount: number, offeredLoad: number): number {
  let blocked = 1;
  for (let n = 1; n <= serverCount; n += 1) blocked = (offeredLoad * blocked) / (n + offeredLoad * blocked);
  return blocked / (1 - (offeredLoad / serverCount) * (1 - blocked));
}

/**
 * Kiefer and Wolfowitz (1955): keep each server's remaining work, sorted; an arrival waits for the least, adds its
 * service there, and all shrink by the time to the next arrival. No clock, no calendar: a second road to the same
 * waits.
 */
function kieferWolfowitz(interarrivals: readonly number[], services: readonly number[], serverCount: number): number[] {
  let work = new Array<number>(serverCount).fill(0);
  return services.map((service, index) => {
    if (index > 0) work = work.map(left => Math.max(0, left - interarrivals[index]!));
    work.sort((left, right) => left - right);
    const wait = work[0]!;
    work[0] = wait + service;
    return wait;
  });
}

check('multi-server station', {
  'follows the Kiefer-Wolfowitz recursion customer by customer': () => {
    const services: Distribution[] = [
      { kind: 'exponential', mean: 1 },
      { kind: 'lognormal', mean: 1, cv: 2 },
      { kind: 'gamma', mean: 1, cv: 0.5 },
      { kind: 'constant', value: 1 },
    ];
    for (const [replication, service] of services.entries()) {
      for (const serverCount of [1, 3, 20]) {
        const model = modelOf(serverCount, { kind: 'exponential', mean: 1 / (0.95 * serverCount) }, service);
        const waits = new RecordedWaits();
        runMultiServer(model, streamsOf(replication), 5000, waits);
        const { arrivals, services: serviceStream } = streamsOf(replication);
        const interarrivals = Array.from({ length: 5000 }, () => model.sampleInterarrivalSeconds(arrivals));
        const times = Array.from({ length: 5000 }, () => model.sampleServiceSeconds(serviceStream));
        const expected = kieferWolfowitz(interarrivals, times, serverCount);
        const gap = expected.reduce((most, wait, index) => Math.max(most, Math.abs(wait - waits.seconds[index]!)), 0);
        assert.ok(gap < 1e-9, `${service.kind} on ${serverCount}: off by ${gap}`);
        assert.ok(
          expected.some(wait => wait > 0),
          'somebody waited, or nothing was compared',
        );
      }
    }
  },
  'M/M/c waits as Erlang says, and delays as many': () => {
    for (const [serverCount, utilization] of [
      [1, 0.5],
      [2, 0.8],
      [20, 0.9],
    ] as const) {
      const offeredLoad = serverCount * utilization;
      const model = modelOf(
        serverCount,
        { kind: 'exponential', mean: 1 / offeredLoad },
        { kind: 'exponential', mean: 1 },
      );
      const runs = Array.from({ length: 20 }, (_, replication) => {
        const waits = new WaitingTime();
        runMultiServer(model, streamsOf(100 + replication), 30_000, waits);
        return waits;
      });
      const delayed = erlangC(serverCount, offeredLoad);
      const theory = delayed / (serverCount - offeredLoad);
      expectWithinInterval(
        runs.map(run => run.meanSeconds),
        theory,
        `mean wait of M/M/${serverCount}`,
      );
      expectWithinInterval(
        runs.map(run => run.delayedRatio),
        delayed,
        `delayed share of M/M/${serverCount}`,
      );
    }
  },
  'replays to the bit from the same seed, and differs from another': () => {
    const model = modelOf(3, { kind: 'exponential', mean: 0.4 }, { kind: 'lognormal', mean: 1, cv: 1 });
    const [once, again, other] = [0, 0, 1].map(replication => {
      const waits = new RecordedWaits();
      runMultiServer(model, streamsOf(replication), 2000, waits);
      return waits.seconds;
    });
    assert.equal(once, again);
    assert.not.equal(once, other);
  },
  'counts one event per arrival and departure': () => {
    const model = modelOf(1, { kind: 'constant', value: 2 }, { kind: 'constant', value: 1 });
    // Arrivals at 2, 4, 6 (the third starts at once and ends the run); departures at 3 and 5.
    assert.is(runMultiServer(model, streamsOf(0), 3, new WaitingTime()), 5);
  },
});

/** 20 replications: the theory lies within 3.883 standard errors of their mean (Student, 19 degrees, 99.9 %). */
function expectWithinInterval(values: readonly number[], theory: number, what: string): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const halfWidth = 3.883 * Math.sqrt(variance / values.length);
  assert.ok(Math.abs(mean - theory) <= halfWidth, `${what}: ${mean} +- ${halfWidth}, theory ${theory}`);
  assert.ok(halfWidth < 0.15 * theory, `${what}: the interval is too wide to say anything`);
}
