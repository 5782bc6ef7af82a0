import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import type { HubPlan } from '../plan/hub-plan.ts';
import { countBy, type ForecastInput, forecastDepartures, secondsUntil } from './forecast.ts';
import { queueServiceSeconds } from './work-seconds.ts';

const prod = stackPlan('prod');
const dev = stackPlan('dev');
const SERVICE = queueServiceSeconds(prod, 'generation', prod.fleets[0]!.base!);

/** The plan with so many workers in each group, and no policies: nothing changes. */
function fixed(plan: HubPlan, maxCount: number): HubPlan {
  const still = { minCount: 0, maxCount, policies: [] };
  return {
    ...plan,
    fleets: plan.fleets.map(({ base, burst, ...fleet }) => ({
      ...fleet,
      ...(base === undefined ? {} : { base: { ...base, ...still } }),
      ...(burst === undefined ? {} : { burst: { ...burst, ...still } }),
    })),
  } as HubPlan;
}
const forecast = (input: Partial<ForecastInput>) =>
  forecastDepartures({
    plan: prod,
    queue: 'generation',
    visibleCount: 100,
    inFlightCount: 0,
    inServiceCount: 0,
    ...input,
  });

check('a queue whose workers stay as they are', {
  'is worked off at one job per worker and service time': () => {
    for (const inServiceCount of [1, 7, 40]) {
      const busy = forecast({ plan: fixed(prod, 50), visibleCount: 500, inFlightCount: 50, inServiceCount });
      for (const count of [50, 200, 500]) near(secondsUntil(busy, count), (count * SERVICE) / inServiceCount, 1e-6);
    }
  },
  'gives each free worker a job at once': () => {
    const free = forecast({ plan: fixed(prod, 50), inFlightCount: 2, inServiceCount: 10 });
    assert.is(secondsUntil(free, 8), 0);
    near(secondsUntil(free, 58), (50 * SERVICE) / 10, 1e-6);
  },
  'never moves without workers': () => {
    assert.is(secondsUntil(forecast({ plan: fixed(prod, 50) }), 1), Infinity);
  },
  'costs the fleet that serves both queues the time of both, where it prefers the later': () => {
    const onBurst = (queue: string) => queueServiceSeconds(dev, queue, dev.fleets[0]!.burst!);
    const both = onBurst('generation') + onBurst('rigging');
    const plan = fixed(dev, 2);
    const inService = { plan, inFlightCount: 2, inServiceCount: 2 };
    near(secondsUntil(forecast({ ...inService, queue: 'generation' }), 20), (20 * both) / 2, 1e-6);
    near(secondsUntil(forecast({ ...inService, queue: 'rigging' }), 20), (20 * onBurst('rigging')) / 2, 1e-6);
  },
  'lets nobody leave before he has come': () => {
    const coming = { count: 30, countBy: (seconds: number) => Math.min(30, seconds / 60) };
    const departures = forecast({ plan: fixed(prod, 50), visibleCount: 0, inServiceCount: 40, coming });
    for (const minutes of [1, 7, 30]) near(secondsUntil(departures, minutes), minutes * 60, departures.stepSeconds);
  },
});

check('a queue whose policies act', {
  'is worked off by all the workers a crowd can have, after they have booted': () => {
    const departures = forecast({ visibleCount: 10_000, inServiceCount: 1 });
    const perStep = departures.cumulativeCounts.map((count, i, all) => count - (all[i - 1] ?? 0));
    const { base, burst } = prod.fleets[0]!;
    const workerCount = base!.maxCount + burst!.maxCount;
    near(perStep.at(-2)!, (workerCount * departures.stepSeconds) / SERVICE, 1e-6);
    assert.ok(countBy(departures, 60) < 10, 'nobody has booted in the first minute');
  },
  'wakes a fleet of nobody': () => {
    const first = secondsUntil(forecast({ plan: dev, visibleCount: 1 }), 1);
    assert.ok(first > 120 && first < 600, `${first} s`);
  },
  'scales on submit as its policy says': () => {
    const policy = { kind: 'scaleOnSubmit', name: 'now', backlogPerInstance: 10, minIntervalSeconds: 10 } as const;
    const [fleet, ...others] = prod.fleets;
    const { base: _, burst, ...rest } = fleet!;
    const plan = { ...prod, fleets: [{ ...rest, burst: { ...burst!, policies: [policy] } }, ...others] } as HubPlan;
    const departures = forecast({ plan, visibleCount: 200 });
    const [last, before] = [departures.cumulativeCounts.at(-2)!, departures.cumulativeCounts.at(-3)!];
    near(last - before, (20 * departures.stepSeconds) / SERVICE, 1e-6);
  },
});

check('a forecast', {
  'is read by straight lines': () => {
    const departures = { stepSeconds: 60, atOnceCount: 1, cumulativeCounts: [3, 7] };
    assert.equal(
      [1, 2, 3, 5, 7].map(count => secondsUntil(departures, count)),
      [0, 30, 60, 90, 120],
    );
    assert.equal(
      [-1, 0, 30, 60, 90, 500].map(seconds => countBy(departures, seconds)),
      [0, 1, 2, 3, 5, 7],
    );
  },
  'never falls, and tells of more jobs no earlier times': () => {
    const input = fc.record({
      visibleCount: fc.integer({ min: 1, max: 3000 }),
      inFlightCount: fc.nat(50),
      inServiceCount: fc.nat(104),
    });
    const property = fc.property(input, seen => {
      const departures = forecast(seen);
      const counts = departures.cumulativeCounts;
      assert.ok(counts.every((count, i) => count >= (counts[i - 1] ?? 0)));
      let before = 0;
      for (let count = 1; count <= seen.visibleCount; count += 97) {
        const seconds = secondsUntil(departures, count);
        assert.ok(seconds >= before);
        near(countBy(departures, seconds), Math.max(count, departures.atOnceCount ?? 0), 1e-6);
        before = seconds;
      }
    });
    fc.assert(property, { numRuns: 40 });
  },
});
