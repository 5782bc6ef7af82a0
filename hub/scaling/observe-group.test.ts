import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { arrivalOfDecision } from './arrival-of-decision.ts';
import { type ObservedGroup, observeGroup } from './observe-group.ts';
import type { StepPolicy } from './policy.ts';

const GROUP: ObservedGroup = {
  plan: { instanceWarmupSeconds: 60 },
  members: [0, 70, 71, Number.NaN].map(readySeconds => ({ readySeconds })),
  draining: new Set(['i-1', 'i-2']),
  desiredCount: 4,
  minCount: 1,
  maxCount: 9,
};
const policyOf = (instanceWarmupSeconds: number | undefined) => ({ instanceWarmupSeconds }) as unknown as StepPolicy;
const currentFor = (policy: StepPolicy | undefined) => observeGroup(GROUP, 7, 130, 1000, policy).currentCount;

check('what a policy sees of its group', {
  'is current once its warm-up is over, to the second, and warming until then': () =>
    assert.equal(observeGroup(GROUP, 7, 130, 1000, undefined), {
      nowSeconds: 1130,
      metricValue: 7,
      desiredCount: 4,
      currentCount: 2,
      warmingCount: 2,
      terminatingCount: 2,
      minCount: 1,
      maxCount: 9,
    }),
  'has the warm-up of the policy where that has one': () =>
    assert.equal([currentFor(policyOf(0)), currentFor(policyOf(131)), currentFor(policyOf(undefined))], [3, 0, 2]),
});

check('a decision on its way', {
  'arrives when it is due, if it is alone': () => assert.is(arrivalOfDecision(5, 2, undefined, 15), 15),
  'is dropped if it changes nothing, whatever else is on its way': () => {
    assert.is(arrivalOfDecision(2, 2, undefined, 15), undefined);
    assert.is(arrivalOfDecision(2, 2, { atSeconds: 10, toCount: 1 }, 15), undefined);
  },
  'arrives in the place of a smaller one, when that would have': () =>
    assert.is(arrivalOfDecision(5, 2, { atSeconds: 10, toCount: 3 }, 15), 10),
  'gives way to one that is as large or larger': () => {
    assert.is(arrivalOfDecision(5, 2, { atSeconds: 10, toCount: 5 }, 15), undefined);
    assert.is(arrivalOfDecision(1, 2, { atSeconds: 10, toCount: 3 }, 15), undefined);
  },
});
