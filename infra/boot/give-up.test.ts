/** Plays starts of an instance whose worker does not come up, or does not stay. */
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { READY_FILE } from './boot-folders.ts';
import { testSettings } from './boot-settings.test-data.ts';
import { type BootSandbox, onInstance, TARGET } from './sandbox/boot-sandbox.ts';
import { userData } from './user-data.ts';

const runsOf = (instance: BootSandbox) => instance.calls().filter(call => call.startsWith('docker run')).length;

check('an instance that is not whole', {
  'is given up when its worker crashes three times': () =>
    onInstance(async instance => {
      instance.bake();
      instance.write('worker', 'crash');
      instance.launch(userData(testSettings('burst')), 'InService');
      await instance.untilAnswered();
      assert.equal(instance.answers(), ['launch group i-0abc ABANDON']);
      assert.is(runsOf(instance), 3);
      // What is left to read when the instance is gone; several units write it.
      const shown = () => instance.read('console');
      await instance.until(() => /^answered ABANDON/m.test(shown()));
      await instance.until(() => /^the worker failed before it was ready$/m.test(shown()));
      assert.match(shown(), /(?:^could not select device driver .*\n){3}/m);
    }),
  'is given up when its worker is never ready': () =>
    onInstance(async instance => {
      instance.bake();
      instance.write('worker', 'hang');
      instance.launch(userData(testSettings('burst')), 'InService');
      await instance.untilAnswered();
      assert.equal(instance.answers(), ['launch group i-0abc ABANDON']);
      assert.match(instance.read('console'), /not ready after 30 s/);
    }),
  'powers off when its worker is lost in service, where no hook waits': () =>
    onInstance(async instance => {
      instance.bake();
      instance.launch(userData(testSettings('burst')), 'InService');
      await instance.untilAnswered();
      instance.write('worker', 'crash');
      instance.command('kill', '-KILL', instance.read('container').trim());
      await instance.until(() => instance.has('poweroff'));
      assert.is(runsOf(instance), 3);
    }),
  'powers off when its answer is lost': () =>
    onInstance(async instance => {
      instance.bake();
      instance.write('worker', 'crash');
      instance.write('faults', 'throttled\n');
      instance.launch(userData(testSettings('burst')), 'InService');
      await instance.until(() => instance.has('poweroff'));
      assert.equal(instance.answers(), []);
    }),
  'is not ready again before its new worker is': () =>
    onInstance(async instance => {
      instance.bake();
      instance.launch(userData(testSettings('burst')), 'InService');
      await instance.untilAnswered();
      instance.write('worker', 'hang');
      instance.command('kill', '-KILL', instance.read('container').trim());
      await instance.until(() => runsOf(instance) === 2);
      await instance.until(() => !instance.has(READY_FILE));
    }),
  'does not start a worker again on its way back to the pool': () =>
    onInstance(async instance => {
      instance.bake();
      instance.launch(userData(testSettings('base')), 'InService');
      await instance.untilAnswered();
      instance.write(TARGET, 'Warmed:Stopped\n');
      instance.command('kill', '-KILL', instance.read('container').trim());
      await instance.until(() => !instance.has('run/systemd/asset-hub-worker.service.active'));
      await instance.pass();
      assert.is(runsOf(instance), 1);
      assert.not(instance.has('poweroff'));
    }),
});
