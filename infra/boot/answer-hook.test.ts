/** Plays starts of an instance whose answer to a hook is refused or lost on its way. */
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { testSettings } from './boot-settings.test-data.ts';
import { type BootSandbox, onInstance } from './sandbox/boot-sandbox.ts';
import { userData } from './user-data.ts';

const isAsking = (call: string) => call.includes('complete-lifecycle-action');
const timesAsked = (instance: BootSandbox) => instance.calls().filter(isAsking).length;
/** Of the pauses between the first answer and the last. */
const pausesSeconds = (instance: BootSandbox) =>
  instance
    .calls()
    .slice(instance.calls().findIndex(isAsking), instance.calls().findLastIndex(isAsking))
    .flatMap(call => /^sleep (\d+)$/.exec(call)?.[1] ?? [])
    .map(Number);
/** The last thing of an ordinary start. */
const isDone = (instance: BootSandbox) => () => instance.calls().includes('start asset-hub-keep.service');
const throttled = (count: number) => 'throttled\n'.repeat(count);

check('an answer to a hook', {
  'is repeated until it is taken, after longer and longer pauses': () =>
    onInstance(async instance => {
      instance.bake();
      instance.write('faults', throttled(4));
      instance.launch(userData(testSettings('burst')), 'InService');
      await instance.until(isDone(instance));
      assert.equal(instance.answers(), ['launch group i-0abc CONTINUE']);
      assert.is(timesAsked(instance), 5);
      const pauses = pausesSeconds(instance);
      assert.is(pauses.length, 4);
      for (const [index, seconds] of pauses.entries())
        assert.ok(seconds >= 2 ** index && seconds < 2 ** (index + 1), pauses.join(' '));
    }),
  'is repeated on the way into the warm pool': () =>
    onInstance(async instance => {
      instance.bake();
      instance.write('faults', throttled(2));
      instance.launch(userData(testSettings('base')), 'Warmed:Stopped');
      await instance.untilAnswered();
      assert.equal(instance.answers(), ['launch group i-0abc CONTINUE']);
      assert.is(timesAsked(instance), 3);
    }),
  'is repeated when the instance is to end': () =>
    onInstance(async instance => {
      instance.bake();
      instance.write('faults', throttled(2));
      instance.launch(userData(testSettings('burst')), 'Terminated');
      await instance.untilAnswered();
      assert.equal(instance.answers(), ['termination group i-0abc CONTINUE']);
    }),
  'is over when it was taken but the reply was lost': () =>
    onInstance(async instance => {
      instance.bake();
      instance.write('faults', 'reply lost\n');
      instance.launch(userData(testSettings('burst')), 'InService');
      await instance.until(isDone(instance));
      assert.equal(instance.answers(), ['launch group i-0abc CONTINUE']);
      assert.is(timesAsked(instance), 2);
      assert.not(instance.has('poweroff'));
    }),
  'is given once where no hook waits, as after a reboot in service': () =>
    onInstance(async instance => {
      instance.bake();
      instance.launch(userData(testSettings('burst')), 'InService');
      instance.remove('hooks');
      await instance.until(isDone(instance));
      assert.is(timesAsked(instance), 1);
      assert.equal(instance.answers(), []);
      assert.not(instance.has('poweroff'));
    }),
  'is given up when the hook has timed out, and the worker goes on': () =>
    onInstance(async instance => {
      instance.bake();
      instance.write('faults', throttled(100));
      instance.launch(userData(testSettings('burst')), 'InService');
      await instance.until(isDone(instance));
      const waitedSeconds = pausesSeconds(instance).reduce((sum, seconds) => sum + seconds, 0);
      assert.ok(waitedSeconds >= 30 && waitedSeconds < 30 + 32, `${waitedSeconds} s`);
      assert.match(instance.read('console'), /the launch hook took no answer in \d+ s/);
      assert.not(instance.calls().includes('drained') || instance.has('poweroff'));
    }),
});
