/** The oracle: with the truth known, how often is the choice right? */
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import type { ContestTerms } from './contest.ts';
import {
  cheapestThatKeeps,
  evaluateTruth,
  type NoiseTerms,
  TWENTY_FOUR,
  WAIT_BELOW_600,
} from './noisy-plans.test-data.ts';
import { selectPlan } from './select-plan.ts';

const TERMS: ContestTerms = {
  rules: [WAIT_BELOW_600],
  confidence: 0.95,
  toleranceRatio: 0.01,
  replicationCountMax: 2000,
  firstReplication: 0,
};
const BEST = cheapestThatKeeps(TWENTY_FOUR, WAIT_BELOW_600);

/** Of a hundred choices: how many are within 1 % of the truth, and what they took. */
async function hundredChoices(noise: NoiseTerms, terms: ContestTerms = TERMS) {
  let [goodCount, replicationCount] = [0, 0];
  for (let seed = 1; seed <= 100; seed += 1) {
    const selection = await selectPlan(TWENTY_FOUR.length, terms, evaluateTruth(TWENTY_FOUR, seed, noise));
    const chosen = selection.winner === undefined ? undefined : TWENTY_FOUR[selection.winner]!;
    const isGood =
      chosen !== undefined && chosen.waitSeconds < WAIT_BELOW_600.limit && chosen.costUsd <= BEST.costUsd * 1.01;
    if (isGood) goodCount += 1;
    replicationCount += selection.replicationCount;
  }
  return { goodCount, replicationCountMean: replicationCount / 100 };
}

check('selectPlan, on 24 plans whose truth is known', {
  'is within 1 % of the best in at least 95 of 100 trials, with the noise of a rush': async () => {
    const { goodCount } = await hundredChoices({ sharedRatio: 0.01, ownRatio: 0.003 });
    assert.ok(goodCount >= 95, `${goodCount} of 100`);
  },
  'and with ten times that noise, for more replications': async () => {
    const { goodCount } = await hundredChoices({ sharedRatio: 0.1, ownRatio: 0.03 });
    assert.ok(goodCount >= 95, `${goodCount} of 100`);
  },
  'profits from common random numbers': async () => {
    const shared = await hundredChoices({ sharedRatio: 0.03, ownRatio: 0.001 });
    const alone = await hundredChoices({ sharedRatio: 0, ownRatio: 0.03 });
    assert.ok(shared.replicationCountMean < alone.replicationCountMean, JSON.stringify({ shared, alone }));
  },
});

const LITTLE: NoiseTerms = { sharedRatio: 0.01, ownRatio: 0.003 };
const choose = (terms: Partial<ContestTerms>, plans = TWENTY_FOUR, noise = LITTLE) =>
  selectPlan(plans.length, { ...TERMS, ...terms }, evaluateTruth(plans, 1, noise));

check('selectPlan', {
  'says that no plan keeps a rule, rather than to take one that does not': async () => {
    const rule = { ...WAIT_BELOW_600, limit: 10 };
    const { winner, fates, lossRatioMax } = await choose({ rules: [rule] });
    assert.equal([winner, lossRatioMax], [undefined, null]);
    assert.ok(fates.every(({ kind }) => kind === 'breaks'));
  },
  'leaves open what the noise hides': async () => {
    const plans = [{ costUsd: 1, waitSeconds: 600 }];
    const { winner, fates } = await choose({}, plans, { sharedRatio: 0.1, ownRatio: 0.1 });
    assert.equal([winner, fates[0]?.kind], [undefined, 'unclear']);
  },
  'takes the shorter wait among plans of one price, and then the fewer changes': async () => {
    const plans = [500, 400, 401].map(waitSeconds => ({ costUsd: 1, waitSeconds }));
    const evaluate = evaluateTruth(plans, 1, { sharedRatio: 0.01, ownRatio: 0 });
    assert.is((await selectPlan(3, TERMS, evaluate, { changeCountOf: number => 3 - number })).winner, 2);
    assert.is((await selectPlan(3, TERMS, evaluate, { changeCountOf: number => number })).winner, 1);
  },
  'of equal plans is exact: identical plans differ by nothing': async () => {
    const plans = [1, 1, 1].map(costUsd => ({ costUsd, waitSeconds: 100 }));
    const { lossRatioMax, stoppedBy } = await choose({}, plans, { sharedRatio: 0.3, ownRatio: 0 });
    assert.equal([lossRatioMax, stoppedBy], [0, 'close']);
  },
  'keeps to its budget, and spends what is left on the most promising': async () => {
    const noise = { sharedRatio: 0.1, ownRatio: 0.1 };
    const { replicationCount, observations, stoppedBy } = await choose(
      { replicationCountMax: 130 },
      TWENTY_FOUR,
      noise,
    );
    assert.equal([replicationCount, stoppedBy], [130, 'budget']);
    const counts = observations.map(({ length }) => length);
    assert.equal([Math.min(...counts), Math.max(...counts)], [5, 8]);
  },
});
