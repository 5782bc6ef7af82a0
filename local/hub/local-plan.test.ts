import * as assert from 'uvu/assert';
import { meanOf } from '../../hub/mean-of.ts';
import { check } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { localPlan } from './local-plan.ts';

const plan = stackPlan('prod');
const characterSeconds = (of: typeof plan) =>
  Object.values(of.stages).reduce((sum, { serviceSeconds }) => sum + meanOf(serviceSeconds), 0);

check('the plan of one machine', {
  'says what work takes here, so that a page promises it': () => {
    const here = localPlan(plan, 10, false);
    assert.ok(characterSeconds(here) < characterSeconds(plan), `${characterSeconds(here)}`);
    assert.is(meanOf(Object.values(here.boot)[0]!.launchSeconds), 0);
  },
  'keeps the times of the plan where workers only take those': () =>
    assert.is(characterSeconds(localPlan(plan, 10, true)), characterSeconds(plan)),
  'lets leases pass faster, and never so fast that a busy machine would lose them': () => {
    const [queue] = localPlan(plan, 1000, false).queues;
    assert.is(queue!.visibilityTimeoutSeconds, 30);
    assert.is(queue!.heartbeatSeconds, 5);
  },
  'changes nothing else': () => {
    const { queues: _queues, stages: _stages, boot: _boot, ...here } = localPlan(plan, 10, false);
    const { queues, stages, boot, ...there } = plan;
    assert.equal(here, there);
    assert.is(queues.length + Object.keys(stages).length + Object.keys(boot).length > 0, true);
  },
});
