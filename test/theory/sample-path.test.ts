/** Every single wait, not only their mean: the record's own arrivals and services through the textbook recursion. */
import * as assert from 'uvu/assert';
import type { Distribution } from '../../hub/distribution.ts';
import type { JobColumns } from '../../sim/model/run-record.ts';
import { simulate } from '../../sim/model/simulate.ts';
import { check } from '../kit/check.ts';
import { inputFrom } from '../kit/simulate-text.ts';
import { kieferWolfowitz } from './kiefer-wolfowitz.ts';
import { type QueueingScenario, theoryScenario } from './theory-scenario.ts';

const JOBS = 20_000;
/** Rounding: times reach 1e5 s, where a double is exact to 1e-11, and each wait is a handful of sums. */
const TOLERANCE = 1e-9;

const SERVICES: readonly Distribution[] = [
  { kind: 'exponential', mean: 1 },
  { kind: 'lognormal', mean: 1, cv: 2 },
  { kind: 'gamma', mean: 1, cv: 0.5 },
  { kind: 'constant', value: 1 },
];

function jobsOf(queueing: Pick<QueueingScenario, 'arrivals' | 'first'> & Partial<QueueingScenario>): JobColumns {
  const scenarioText = theoryScenario({ name: 'sample path', warmupSeconds: 0, ...queueing });
  return simulate(inputFrom({ scenarioText, seed: 7 }), 0).jobs;
}

/** Compares a queue's waits with the recursion; jobs are put in the order in which they came to this queue. */
function compareWaits(jobs: JobColumns, queue: number, servers: number): void {
  const cellOf = (job: number) => job * jobs.queueCount + queue;
  const order = Int32Array.from({ length: jobs.count }, (_, job) => job);
  order.sort((a, b) => jobs.queuedSeconds[cellOf(a)]! - jobs.queuedSeconds[cellOf(b)]! || a - b);
  const arrivals = Float64Array.from(order, job => jobs.queuedSeconds[cellOf(job)]!);
  const services = Float64Array.from(order, job => jobs.stageSeconds[job * jobs.activeStageCount + queue]!);
  const expected = kieferWolfowitz(arrivals, services, servers);
  assert.ok(
    expected.some(wait => wait > 0),
    'somebody must wait, or nothing is compared',
  );
  for (const [index, job] of order.entries()) {
    const wait = jobs.startedSeconds[cellOf(job)]! - jobs.queuedSeconds[cellOf(job)]!;
    const limit = TOLERANCE * Math.max(1, expected[index]!);
    // Written so that NaN, a job that never started, fails.
    if (Math.abs(wait - expected[index]!) <= limit) continue;
    throw new Error(`queue ${queue}, arrival ${index} (job ${job}): waited ${wait}, recursion says ${expected[index]}`);
  }
}

/** Mean service 1 on `servers`, for each kind of service time. */
function followsRecursion(utilization: number, servers: number): () => void {
  return () => {
    const perSecond = utilization * servers;
    for (const service of SERVICES) {
      const jobs = jobsOf({
        arrivals: [`{ kind: poisson, job: image, ratePerSecond: ${perSecond}, untilSeconds: ${JOBS / perSecond} }`],
        first: { servers, service },
      });
      assert.ok(jobs.count > 0.9 * JOBS, `only ${jobs.count} jobs came`);
      compareWaits(jobs, 0, servers);
    }
  };
}

const rows: Record<string, () => void> = {};
for (const utilization of [0.5, 0.9, 0.99, 1.2]) {
  for (const servers of [1, 2, 5, 20]) {
    rows[`every wait is the recursion's: utilization ${utilization}, ${servers} servers`] = followsRecursion(
      utilization,
      servers,
    );
  }
}

check('sample path against Kiefer-Wolfowitz', {
  ...rows,
  'batches, whose members come at one instant, are served in order': () => {
    const arrivals = ['{ kind: poisson, job: image, ratePerSecond: 0.9, batchSize: 5, untilSeconds: 4000 }'];
    compareWaits(jobsOf({ arrivals, first: { servers: 5, service: SERVICES[1]! } }), 0, 5);
  },
  'a flash crowd drains as the recursion says': () => {
    const arrivals = ['{ kind: flashCrowd, job: image, users: 10000, windowSeconds: 60 }'];
    compareWaits(jobsOf({ arrivals, first: { servers: 20, service: SERVICES[2]! } }), 0, 20);
  },
  'two queues in tandem follow it one by one, the second fed by what leaves the first': () => {
    const jobs = jobsOf({
      arrivals: ['{ kind: poisson, job: character, ratePerSecond: 1.9, untilSeconds: 8000 }'],
      first: { servers: 2, service: SERVICES[1]! },
      second: { servers: 5, service: { kind: 'gamma', mean: 2.5, cv: 1.5 } },
    });
    compareWaits(jobs, 0, 2);
    compareWaits(jobs, 1, 5);
    for (let job = 0; job < jobs.count; job += 1) {
      const leftFirst = jobs.startedSeconds[2 * job]! + jobs.stageSeconds[2 * job]!;
      assert.is(jobs.queuedSeconds[2 * job + 1]!, leftFirst);
      assert.is(jobs.endedSeconds[job]!, jobs.startedSeconds[2 * job + 1]! + jobs.stageSeconds[2 * job + 1]!);
    }
  },
});

check('Kiefer-Wolfowitz recursion', {
  'by hand, one server: 3 s of work each, every 2 s': () => {
    const waits = kieferWolfowitz(Float64Array.of(0, 2, 4, 6), Float64Array.of(3, 3, 3, 3), 1);
    assert.equal([...waits], [0, 1, 2, 3]);
  },
  'by hand, two servers: the third waits for the shorter of the first two': () => {
    const waits = kieferWolfowitz(Float64Array.of(0, 1, 2, 10), Float64Array.of(9, 4, 2, 1), 2);
    // At 2 the servers have 7 and 3 left: the third waits 3. At 10 both are free.
    assert.equal([...waits], [0, 0, 3, 0]);
  },
});
