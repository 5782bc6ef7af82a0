import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { alarmsOf } from './alarms-of.ts';
import { decide } from './decide.ts';
import { scalingPolicySchema } from './policy.ts';
import { POLICY_PRESETS, presetPolicy } from './presets.ts';
import { observe } from './test-policies.ts';
import { problemsOf } from './validate-policy.ts';

const severitiesOf = (name: string) => problemsOf(presetPolicy(name)!).map(problem => problem.severity);

/** Hours from the first alarm until `count` are desired: 10,000 jobs always waiting, an action every minute. */
function hoursToReach(count: number, name: string, untilWarmSeconds: number): number {
  const launchedAtSeconds = [-Infinity];
  for (let now = 0; ; now += 60) {
    const currentCount = launchedAtSeconds.filter(launchedAt => now >= launchedAt + untilWarmSeconds).length;
    const desiredCount = launchedAtSeconds.length;
    const group = { desiredCount, currentCount, warmingCount: desiredCount - currentCount, metricValue: 10_000 };
    const decision = decide(presetPolicy(name)!, observe(group), {});
    while (launchedAtSeconds.length < decision.desiredCount) launchedAtSeconds.push(now);
    if (decision.desiredCount >= count) return now / 3600;
  }
}

check('policy presets', {
  'all are there under their own names, with a reason and a source': () => {
    assert.equal(Object.keys(POLICY_PRESETS), [
      'seed-above-10-add-1',
      'seed-above-1-add-2',
      'seed-any-visible',
      'seed-scale-in-at-zero',
      'seed-cpu-40',
      'steep-steps',
      'backlog-tracking',
      'scale-in-when-idle',
      'scale-on-submit',
    ]);
    for (const [name, { policy, why, source }] of Object.entries(POLICY_PRESETS)) {
      assert.is(policy.name, name);
      assert.ok(why.length > 20 && source.length > 3);
      assert.equal(scalingPolicySchema.parse(policy), policy);
    }
  },
  'none is found under another name, not even one every object has': () => {
    assert.is(presetPolicy('steepsteps'), undefined);
    assert.is(presetPolicy('toString'), undefined);
  },
  'they are frozen to the bottom': () => {
    const steep = presetPolicy('steep-steps');
    assert.ok(steep?.kind === 'step' && Object.isFrozen(steep) && Object.isFrozen(steep.steps[0]));
  },
  'ours have no problems; the two that the first notes got wrong have a warning each': () => {
    const troubled = Object.keys(POLICY_PRESETS).filter(name => severitiesOf(name).length > 0);
    assert.equal(troubled, ['seed-scale-in-at-zero', 'seed-cpu-40']);
    assert.equal(troubled.flatMap(severitiesOf), ['warning', 'warning']);
  },
  'seed rules: 10,000 waiting jobs get one or two instances at the first alarm': () => {
    const one = observe({ metricValue: 10_000, desiredCount: 1, currentCount: 1 });
    const asked = ['seed-above-10-add-1', 'seed-above-1-add-2', 'seed-any-visible'].map(
      name => decide(presetPolicy(name)!, one, {}).desiredCount,
    );
    assert.equal(asked, [2, 3, 2]);
  },
  'seed rules: with 90 s to launch and 60 s to warm up, adding one per alarm takes five hours to 100': () => {
    const hours = hoursToReach(100, 'seed-above-10-add-1', 150);
    // An alarm repeats each minute, so 150 s until the last one counts make one more every three minutes: 98 waits.
    assert.is(hours, (98 * 180) / 3600);
    assert.is(hoursToReach(100, 'steep-steps', 150), 0);
  },
  'steep steps: 10,000 waiting jobs get 100 at the first alarm, moderate queues get their share': () => {
    const asked = [1, 9, 10, 30, 100, 300, 1000, 10_000].map(
      metricValue =>
        decide(presetPolicy('steep-steps')!, observe({ metricValue, desiredCount: 0, currentCount: 0 }), {})
          .desiredCount,
    );
    assert.equal(asked, [1, 1, 4, 10, 30, 60, 100, 100]);
  },
  'backlog tracking: a fleet that is fully busy with nothing waiting is left alone': () => {
    const busy = decide(presetPolicy('backlog-tracking')!, observe({ metricValue: 1 }), {});
    assert.is(busy.desiredCount, 10);
    const [high, low] = alarmsOf(presetPolicy('backlog-tracking')!);
    assert.ok(low!.threshold < 1 && 1 < high!.threshold);
  },
  'scale-in when idle: an idle fleet goes to its minimum, a fleet with one job in flight stays': () => {
    const idle = presetPolicy('scale-in-when-idle')!;
    assert.is(decide(idle, observe({ metricValue: 0, minCount: 1 }), {}).desiredCount, 1);
    assert.is(decide(idle, observe({ metricValue: 1, minCount: 1 }), {}).desiredCount, 10);
  },
});
