import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { elementaryEffects } from './elementary-effects.ts';
import { defaultFactors } from './factors.ts';
import { morrisTrajectory, STEP } from './morris-design.ts';
import { validTrajectories } from './valid-trajectories.ts';

/** Effects of a function over the unit cube. */
function effectsOf(factorCount: number, walkCount: number, outcome: (point: readonly number[]) => number) {
  const walks = Array.from({ length: walkCount }, (_, number) => morrisTrajectory(factorCount, number, 1));
  return elementaryEffects(
    walks,
    walks.map(({ points }) => points.map(outcome)),
  );
}

/** Ishigami and Homma (1990), a = 7, b = 0.1, over -pi..pi. */
const ishigami = (point: readonly number[]) => {
  const [a, b, c] = point.map(place => (2 * place - 1) * Math.PI) as [number, number, number];
  return Math.sin(a) + 7 * Math.sin(b) ** 2 + 0.1 * c ** 4 * Math.sin(a);
};

/** The exact size and deviation of each factor of a function of three, over every start of the four-level grid. */
function exactEffects(outcome: (point: readonly number[]) => number) {
  const levels = [0, 1 / 3, 2 / 3, 1];
  const grid = levels.flatMap(a => levels.flatMap(b => levels.map(c => [a, b, c])));
  return [0, 1, 2].map(factor => {
    const effects = grid.map(point => {
      const step = point[factor]! < 0.5 ? STEP : -STEP;
      const moved = point.map((place, index) => (index === factor ? place + step : place));
      return (outcome(moved) - outcome(point)) / step;
    });
    return effects.reduce((sum, effect) => sum + Math.abs(effect), 0) / effects.length;
  });
}

check('a trajectory', {
  'changes each factor once, by a step, and stays in the cube': () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(1000), fc.nat(1000), (factorCount, number, seed) => {
        const { points, changed } = morrisTrajectory(factorCount, number, seed);
        assert.equal(
          changed.toSorted((a, b) => a - b),
          Array.from({ length: factorCount }, (_, index) => index),
        );
        for (const [step, factor] of changed.entries()) {
          for (const [index, place] of points[step + 1]!.entries()) {
            near(Math.abs(place - points[step]![index]!), index === factor ? STEP : 0, 1e-12);
            assert.ok(place >= -1e-12 && place <= 1 + 1e-12);
          }
        }
      }),
    ),
  'meets each of the four levels equally often': () => {
    const starts = Array.from({ length: 4000 }, (_, number) => morrisTrajectory(1, number, 5).points[0]![0]!);
    for (const level of [0, 1 / 3, 2 / 3, 1]) near(starts.filter(start => start === level).length, 1000, 100);
  },
  'is another one for another number or seed': () => {
    const walk = (number: number, seed: number) => JSON.stringify(morrisTrajectory(8, number, seed));
    assert.is(new Set([walk(0, 1), walk(1, 1), walk(0, 2)]).size, 3);
    assert.is(walk(3, 4), walk(3, 4));
  },
});

check('elementary effects', {
  'of a linear function are its coefficients, without deviation': () => {
    const effects = effectsOf(4, 6, ([a, b, c]) => 5 * a! - 3 * b! + 0.5 * c! + 2);
    for (const [index, coefficient] of [5, -3, 0.5].entries()) {
      near(effects[index]!.size, Math.abs(coefficient), 1e-9);
      near(effects[index]!.mean, coefficient, 1e-9);
      near(effects[index]!.deviation!, 0, 1e-9);
    }
  },
  'of what changes nothing are exactly 0': () =>
    assert.equal(effectsOf(2, 6, ([a]) => Math.exp(a!))[1], {
      size: 0,
      interval: [0, 0],
      mean: 0,
      deviation: 0,
      count: 6,
    }),
  'of the Ishigami function are those over the whole grid, inside their intervals': () => {
    const exact = exactEffects(ishigami);
    for (const [index, { size, interval, deviation }] of effectsOf(3, 4000, ishigami).entries()) {
      near(size, exact[index]!, 0.05 * Math.max(1, exact[index]!));
      assert.ok(interval![0] <= size && interval![1] >= size);
      // It bends and interacts in each of its three factors.
      assert.ok(deviation! > 1);
    }
  },
  'have 95 % intervals that hold the truth about as often': () => {
    const [truth] = exactEffects(ishigami);
    let heldCount = 0;
    for (let study = 0; study < 400; study += 1) {
      const walks = Array.from({ length: 20 }, (_, number) => morrisTrajectory(3, number, study));
      const { interval } = elementaryEffects(
        walks,
        walks.map(({ points }) => points.map(ishigami)),
      )[0]!;
      if (interval![0] <= truth! && truth! <= interval![1]) heldCount += 1;
    }
    assert.ok(heldCount >= 360 && heldCount <= 400, `${heldCount} of 400`);
  },
  'of a single walk have no interval': () => assert.is(effectsOf(2, 1, ([a]) => a!)[0]!.interval, null),
});

check('valid trajectories', {
  'pass over walks through what is no plan': () => {
    const problemOf = ([low, high]: readonly number[]) => (low! > high! ? 'low above high' : undefined);
    const { trajectories, passedOver, reason } = validTrajectories({ factorCount: 2, count: 5, seed: 1 }, problemOf);
    assert.is(trajectories.length, 5);
    assert.ok(passedOver > 0);
    assert.is(reason, 'low above high');
    assert.ok(trajectories.every(({ points }) => points.every(point => problemOf(point) === undefined)));
  },
  'end, where there are none': () =>
    assert.is(validTrajectories({ factorCount: 2, count: 2, seed: 1 }, () => 'never').trajectories.length, 0),
});

check('the default factors', {
  'are every assumption, and what a plan says of times, maxima and prices': () => {
    const factors = defaultFactors(stackPlan('prod'));
    const rangeOf = (path: string) => factors.find(factor => factor.path === path);
    assert.equal(rangeOf('assumptions.alarmActionSeconds'), {
      path: 'assumptions.alarmActionSeconds',
      low: 1,
      high: 5,
    });
    assert.equal(rangeOf('fleets.rigging.burst.maxCount'), {
      path: 'fleets.rigging.burst.maxCount',
      low: 70,
      high: 130,
    });
    assert.ok(rangeOf('stages.retopology.serviceSeconds.mean') !== undefined);
    assert.ok(rangeOf('prices.spotUsdPerHour.g4dn.xlarge') !== undefined);
    assert.is(new Set(factors.map(({ path }) => path)).size, factors.length);
  },
});
