import * as assert from 'uvu/assert';
import { simulate } from '../../sim/model/simulate.ts';
import { check, near } from '../../test/kit/check.ts';
import { inputFrom } from '../../test/kit/simulate-text.ts';
import { stackPlan, stackText } from '../../test/kit/stack-plan.ts';
import { meanOf } from '../mean-of.ts';
import { type Eta, etaOf, forecastsOf, type QueueStates, retryAfterSeconds } from './eta.ts';
import { SUBMITTED_AT, submittedJob } from './job.test-data.ts';
import type { Job } from './job.ts';
import type { QueueState } from './queue-state.ts';
import { later } from './times.ts';
import { queueServiceSeconds } from './work-seconds.ts';

type Stack = 'dev' | 'prod';
const plans = { dev: stackPlan('dev'), prod: stackPlan('prod') };

const seenQueue = (visibleCount: number, inServiceCount: number, departedCount = 0, inFlightCount = 0): QueueState => ({
  departedCount,
  seen: {
    at: SUBMITTED_AT,
    visibleCount,
    inFlightCount,
    workers: { desiredCount: inServiceCount, inServiceCount },
  },
});

function eta(job: Job, states: QueueStates, now = SUBMITTED_AT, stack: Stack = 'prod'): Eta {
  const plan = plans[stack];
  const told = etaOf({ plan, job, states, forecasts: forecastsOf(plan, states), now });
  if (told === undefined) throw new Error('the job has ended');
  return told;
}
const behind = (aheadCount: number, departedCount = 0) => submittedJob({ place: { aheadCount, departedCount } });

/** Turnarounds of a crowd that comes within a minute, at these quantiles, as the simulator has them. */
function simulated(stack: Stack, users: number, quantiles: readonly number[]): number[] {
  const arrivals = `arrivals: [{ kind: flashCrowd, users: ${users}, windowSeconds: 60 }]`;
  const scenarioText = `name: crowd\nstack: ${stack}\n${arrivals}\n`;
  const { jobs } = simulate(inputFrom({ stackText: stackText(stack), scenarioText, seed: 1 }), 0);
  const turnarounds = Array.from({ length: jobs.count }, (_, i) => jobs.endedSeconds[i]! - jobs.submittedSeconds[i]!);
  turnarounds.sort((a, b) => a - b);
  return quantiles.map(quantile => turnarounds[Math.floor(quantile * jobs.count)]!);
}

const QUANTILES = [0.1, 0.5, 0.9];
const againstSimulator = (stack: Stack, users: number, inServiceCount: number, factor: number) => () => {
  const states = { generation: seenQueue(users, inServiceCount), rigging: seenQueue(0, inServiceCount) };
  const expected = simulated(stack, users, QUANTILES);
  for (const [index, quantile] of QUANTILES.entries()) {
    const { p50 } = eta(behind(Math.round(users * quantile) - 1), states, SUBMITTED_AT, stack);
    const ratio = p50 / expected[index]!;
    assert.ok(ratio < factor && ratio > 1 / factor, `told ${p50} s at ${quantile}, simulated ${expected[index]} s`);
  }
};

check('what is told of a crowd of which nobody was served yet', {
  // Measured with this seed: 4 % early at a tenth of the crowd, 2 % at the half and at nine tenths; 2 to 5 % early of 100.
  'is what the simulator says, for 10,000 on the production plan': againstSimulator('prod', 10_000, 1, 1.1),
  'and for 100': againstSimulator('prod', 100, 1, 1.1),
  // A queue that sleeps publishes nothing for up to 15 minutes, of which the forecast knows nothing.
  'and roughly for 20 on a development plan that sleeps': againstSimulator('dev', 20, 0, 2),
});

const idle = { generation: seenQueue(0, 4), rigging: seenQueue(0, 4) };
const onBase = (queue: string) => queueServiceSeconds(plans.prod, queue, plans.prod.fleets[0]!.base!);
const generation = onBase('generation');
const rigging = onBase('rigging');

check('the time until a job is done', {
  'is its own work where workers are free': () => {
    // To the step of the forecast.
    near(eta(behind(0), idle).p50, generation + rigging, 10);
    const image = submittedJob({
      request: { kind: 'image', prompt: 'a fox' },
      place: { aheadCount: 0, departedCount: 0 },
    });
    near(eta(image, idle).p50, meanOf(plans.prod.stages['text-to-image'].serviceSeconds), 1);
  },
  'is what is left of that while it is worked on': () => {
    const lease = { id: 'w1', until: later(SUBMITTED_AT, 300) };
    const half: Job = {
      ...behind(0),
      queue: 'rigging',
      status: 'running',
      lease,
      progress: { stage: 'rigging', ratio: 0.5 },
    };
    const stages = plans.prod.stages;
    const left = meanOf(stages.rigging.serviceSeconds) / 2 + meanOf(stages.package.serviceSeconds);
    near(eta(half, idle).p50, left, 1);
  },
  'is longer for one in ten': () => {
    const crowd = { generation: seenQueue(500, 10), rigging: seenQueue(0, 10) };
    const { p50, p90 } = eta(behind(400), crowd);
    assert.ok(p90 > p50);
  },
  'grows with those before it': () => {
    const crowd = { generation: seenQueue(3000, 10), rigging: seenQueue(50, 10) };
    const told = [0, 10, 100, 1000, 2999].map(ahead => eta(behind(ahead), crowd).p50);
    assert.equal(
      told,
      [...told].sort((a, b) => a - b),
    );
    assert.is(new Set(told).size, told.length);
  },
  'is drawn to what its queue was seen to do': () => {
    // Ten times as fast as ten workers are.
    const now = later(SUBMITTED_AT, 600);
    const left = Math.round((10 * 10 * 600) / generation);
    const crowd = { generation: seenQueue(3000, 10, left), rigging: seenQueue(0, 104) };
    const image = (aheadCount: number, departedCount: number) =>
      submittedJob({ request: { kind: 'image', prompt: 'a fox' }, place: { aheadCount, departedCount } });
    const watched = eta(image(2000 + left, 0), crowd, now).p50;
    const planned = eta(image(2000, left), crowd).p50;
    assert.ok(watched < planned, `${watched} < ${planned}`);
  },
  'is a day where nobody knows, and nothing for a job that has ended': () => {
    assert.is(eta(behind(1e6), { generation: seenQueue(1e6, 1), rigging: seenQueue(0, 1) }).p50, 86_400);
    const forecasts = forecastsOf(plans.prod, idle);
    const ended: Job = { ...behind(0), status: 'failed' };
    assert.is(etaOf({ plan: plans.prod, job: ended, states: idle, forecasts, now: SUBMITTED_AT }), undefined);
  },
  'is told before anybody has looked at the queues': () => {
    assert.ok(eta(behind(0), {}).p50 > generation + rigging);
  },
});

check('when to ask again', {
  'is at half of the time left, between what the plan wants and half a minute': () => {
    const after = (p50: number) => retryAfterSeconds({ p50, p90: p50 }, 5);
    assert.equal([4, 20, 40, 4000].map(after), [5, 10, 20, 30]);
    assert.is(retryAfterSeconds({ p50: 4, p90: 4 }, 0), 2);
    assert.is(retryAfterSeconds({ p50: 4000, p90: 4000 }, 60), 60);
  },
});
