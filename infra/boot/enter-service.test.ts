/** Plays whole starts of an instance with the real user data, scripts and units. */
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { READY_FILE } from './boot-folders.ts';
import { testSettings } from './boot-settings.test-data.ts';
import { type BootSandbox, onInstance, TARGET } from './sandbox/boot-sandbox.ts';
import { userData } from './user-data.ts';

const runsOf = (instance: BootSandbox) => instance.calls().filter(call => call.startsWith('docker run')).length;

check('an instance that enters the warm pool', {
  'answers when weights and image are kept, and never runs the worker': () =>
    onInstance(async instance => {
      instance.bake();
      instance.launch(userData(testSettings('base')), 'Warmed:Stopped');
      await instance.untilAnswered();
      assert.ok(instance.has('var/lib/asset-hub/weights/manifest.sha256'), 'weights are kept before the answer');
      assert.is(instance.read('images').trim(), testSettings('base').workerImage);
      await instance.pass();
      assert.equal(instance.answers(), ['launch group i-0abc CONTINUE']);
      assert.is(instance.calls().filter(call => call.includes('complete-lifecycle-action')).length, 1);
      assert.is(runsOf(instance), 0);
      assert.not(
        instance.calls().some(call => call.includes('asset-hub-worker')),
        instance.read('calls'),
      );
    }),
  'works when it is started from there, without its user data': () =>
    onInstance(async instance => {
      instance.bake();
      instance.launch(userData(testSettings('base')), 'Warmed:Stopped');
      await instance.untilAnswered();
      await instance.restart('InService');
      await instance.untilAnswered();
      assert.equal(instance.answers(), ['launch group i-0abc CONTINUE', 'launch group i-0abc CONTINUE']);
      assert.is(runsOf(instance), 1);
      assert.is(instance.read('seen'), 'manifest.sha256\nunet/model.onnx\nvae.onnx\n');
      const reads = instance.calls().filter(call => call.startsWith('aws s3'));
      assert.is(reads.length, 1, `only the manifest comes from the bucket:\n${reads.join('\n')}`);
    }),
  'works when the group wants it before it was stopped': () =>
    onInstance(async instance => {
      instance.bake();
      instance.launch(userData(testSettings('base')), 'Warmed:Stopped');
      await instance.untilAnswered();
      instance.want('InService');
      await instance.untilAnswered();
      assert.is(runsOf(instance), 1);
    }),
});

/** After its first answer: the unit that answers has nothing more to do. */
const isAtRest = (instance: BootSandbox) => !instance.has('run/systemd/asset-hub-enter-service.service.active');

check('an instance that is to end before it could work', {
  'does not wait in the pool': () =>
    onInstance(async instance => {
      instance.bake();
      instance.launch(userData(testSettings('base')), 'Warmed:Stopped');
      await instance.untilAnswered();
      instance.want('Warmed:Terminated');
      await instance.untilAnswered();
      await instance.until(() => isAtRest(instance));
      assert.equal(instance.answers(), ['launch group i-0abc CONTINUE', 'termination group i-0abc CONTINUE']);
      assert.is(runsOf(instance), 0);
      assert.not(instance.has('poweroff'));
    }),
  'does not start a worker if it learns it before': () =>
    onInstance(async instance => {
      instance.bake();
      instance.launch(userData(testSettings('burst')), 'Terminated');
      await instance.untilAnswered();
      await instance.until(() => isAtRest(instance));
      assert.equal(instance.answers(), ['termination group i-0abc CONTINUE']);
      assert.is(runsOf(instance), 0);
    }),
  'stops the worker that loads its models': () =>
    onInstance(async instance => {
      instance.bake();
      instance.write('worker', 'hang');
      instance.launch(userData(testSettings('burst')), 'InService');
      await instance.until(() => instance.has('container'));
      instance.want('Terminated');
      await instance.untilAnswered();
      await instance.until(() => isAtRest(instance));
      assert.equal(instance.answers(), ['termination group i-0abc CONTINUE']);
      const calls = instance.calls();
      const answer = calls.findIndex(call => call.includes('complete-lifecycle-action'));
      assert.ok(calls.includes('drained') && calls.indexOf('drained') < answer, calls.join('\n'));
      assert.not(instance.has('poweroff'));
      assert.not(calls.includes('start asset-hub-keep.service'), 'weights are kept for nobody');
    }),
  'leaves the answer to a worker that is ready, which may have a job': () =>
    onInstance(async instance => {
      instance.bake();
      instance.launch(userData(testSettings('burst')), 'InService');
      await instance.until(() => instance.calls().includes('start asset-hub-keep.service'));
      await instance.until(() => isAtRest(instance));
      instance.want('Terminated');
      await instance.pass();
      assert.equal(instance.answers(), ['launch group i-0abc CONTINUE']);
      assert.ok(instance.has('hooks/termination'));
      assert.not(instance.calls().includes('drained'));
    }),
});

check('an instance that enters service', {
  'answers only when the worker is ready': () =>
    onInstance(async instance => {
      instance.bake();
      instance.write('worker', 'hang');
      instance.launch(userData(testSettings('burst')), 'InService');
      await instance.until(() => instance.has('container'));
      await instance.pass();
      assert.ok(instance.has('hooks/launch'), 'a worker that loads its models is not in service');
      instance.write(READY_FILE, '');
      await instance.untilAnswered();
      assert.equal(instance.answers(), ['launch group i-0abc CONTINUE']);
    }),
  'waits for a target that the metadata do not show yet': () =>
    onInstance(async instance => {
      instance.bake();
      instance.launch(userData(testSettings('burst')), 'InService');
      instance.remove(TARGET);
      await instance.pass();
      assert.is(runsOf(instance), 0);
      instance.write(TARGET, 'InService\n');
      await instance.untilAnswered();
    }),
  'keeps its weights afterwards if its group has a warm pool': () =>
    onInstance(async instance => {
      instance.bake();
      instance.launch(userData(testSettings('base')), 'InService');
      await instance.until(() => instance.has('var/lib/asset-hub/weights/manifest.sha256'));
      const calls = instance.calls();
      const answer = calls.findIndex(call => call.includes('complete-lifecycle-action'));
      assert.ok(answer !== -1 && answer < calls.indexOf('start asset-hub-keep.service'), instance.read('calls'));
    }),
  'keeps nothing if it has none': () =>
    onInstance(async instance => {
      instance.bake();
      instance.launch(userData(testSettings('burst')), 'InService');
      await instance.until(() => instance.calls().includes('start asset-hub-keep.service'));
      await instance.pass();
      assert.not(instance.has('var/lib/asset-hub/weights'));
    }),
  'drains when its worker is stopped, and is not given up': () =>
    onInstance(async instance => {
      instance.bake();
      instance.launch(userData(testSettings('burst')), 'InService');
      await instance.untilAnswered();
      instance.command('systemctl', 'stop', 'asset-hub-worker.service');
      await instance.until(() => instance.calls().includes('drained'));
      await instance.pass();
      assert.not(instance.has('poweroff'));
      assert.is(runsOf(instance), 1);
    }),
  'does the same once more when its user data runs again': () =>
    onInstance(async instance => {
      instance.bake();
      instance.launch(userData(testSettings('burst')), 'InService');
      await instance.untilAnswered();
      const before = instance.calls().filter(call => /^(docker run|aws|mkfs|mount) ?/.test(call));
      instance.write('run-again.sh', instance.read('run.sh'));
      instance.command('bash', instance.at('run-again.sh'));
      await instance.pass();
      assert.is(runsOf(instance), 1);
      assert.is(instance.calls().filter(call => call.startsWith('mkfs')).length, 1);
      assert.is(
        instance.calls().filter(call => call.startsWith('aws s3')).length,
        before.filter(call => call.startsWith('aws s3')).length,
      );
      assert.not(instance.has('poweroff'));
    }),
});
