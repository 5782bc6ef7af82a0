import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import type { Evaluate } from './contest.ts';
import { WAIT_BELOW_600 } from './noisy-plans.test-data.ts';
import { type SearchTerms, searchPlans } from './search-plans.ts';

/** Ten settings with four choices each: a million plans. Each setting adds its own to the price, and two decide the wait. */
const SIZES = new Array<number>(10).fill(4);
const TERMS: SearchTerms = {
  sizes: SIZES,
  rules: [WAIT_BELOW_600],
  candidateCountMax: 150,
  replicationCount: 2,
  seed: 1,
};

const costOf = (choices: readonly number[]) =>
  choices.reduce((sum, choice, index) => sum + (index < 5 ? [0, 1, -2, 3][choice]! : 0), 20);
const waitOf = (choices: readonly number[]) => 900 - 100 * choices[5]! - 100 * choices[6]!;

/** A search in that space; candidates as they were opened. */
async function search(terms: SearchTerms = TERMS, isPlan: (choices: readonly number[]) => boolean = () => true) {
  const candidates: (readonly number[])[] = [];
  const numbers = new Map<string, number>();
  const asked: string[] = [];
  const open = (choices: readonly number[]) => {
    if (!isPlan(choices)) return undefined;
    const key = choices.join();
    if (!numbers.has(key)) numbers.set(key, candidates.push(choices) - 1);
    return numbers.get(key);
  };
  const evaluate: Evaluate = async questions =>
    questions.map(({ candidate, replication }) => {
      asked.push(`${candidate} ${replication}`);
      const wait = waitOf(candidates[candidate]!);
      return { costUsd: costOf(candidates[candidate]!), waitSeconds: wait, checks: [wait] };
    });
  const replicationCount = await searchPlans(terms, open, evaluate);
  return { candidates, asked, replicationCount };
}

check('searchPlans', {
  'finds the best of a million plans among 150, where settings do not depend on each other': async () => {
    const { candidates } = await search();
    const good = candidates.filter(choices => waitOf(choices) < 600);
    assert.is(Math.min(...good.map(costOf)), 10);
  },
  'opens the plan as it is first, and no more than it may': async () => {
    const { candidates, asked, replicationCount } = await search();
    assert.equal(candidates[0], new Array(10).fill(0));
    assert.ok(candidates.length <= 150, String(candidates.length));
    assert.is(asked.length, replicationCount);
    assert.is(new Set(asked).size, asked.length, 'nothing is asked twice');
  },
  'finds the best plan again with fewer changes': async () => {
    const { candidates } = await search();
    const best = candidates.filter(choices => waitOf(choices) < 600 && costOf(choices) === 10);
    const changeCounts = best.map(choices => choices.filter(choice => choice !== 0).length);
    assert.is(Math.min(...changeCounts), 7, 'five for the price, and two for the wait');
  },
  'takes a small space whole, without a replication': async () => {
    const { candidates, replicationCount } = await search({ ...TERMS, sizes: [2, 3, 1, 1, 1, 4, 4, 1, 1, 1] });
    assert.equal([candidates.length, replicationCount], [96, 0]);
  },
  'goes on where choices make no plan': async () => {
    const { candidates } = await search(TERMS, choices => choices[0] !== 2);
    assert.is(Math.min(...candidates.filter(choices => waitOf(choices) < 600).map(costOf)), 12);
  },
  'depends on the seed alone': async () => {
    assert.equal(await search(), await search());
    assert.not.equal((await search()).candidates, (await search({ ...TERMS, seed: 2 })).candidates);
  },
});
