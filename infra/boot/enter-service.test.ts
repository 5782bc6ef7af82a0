/** Plays whole starts of an instance with the real user data, scripts and units; see sandbox/boot-sandbox.ts. */
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { READY_FILE } from './boot-folders.ts';
import { TEST_WEIGHTS, testSettings } from './boot-settings.test-data.ts';
import type { GroupKind } from './boot-settings.ts';
import { type BootSandbox, bootSandbox } from './sandbox/boot-sandbox.ts';
import { userData } from './user-data.ts';

const WEIGHTS = { 'unet/model.onnx': 'a large model', 'vae.onnx': 'a small model' };
const TARGET = 'metadata/autoscaling/target-lifecycle-state';

/** A baked instance with weights in the bucket, its user data, and the end of both. */
async function onInstance(kind: GroupKind, play: (instance: BootSandbox, text: string) => Promise<void>) {
  const instance = bootSandbox(TEST_WEIGHTS);
  try {
    instance.write('disk', '');
    instance.storeWeights(WEIGHTS);
    instance.bake();
    await play(instance, userData(testSettings(kind)));
  } finally {
    await instance.end();
  }
}

const runsOf = (instance: BootSandbox) => instance.calls().filter(call => call.startsWith('docker run')).length;
const isAnswered = (instance: BootSandbox) => () => !instance.has('hook');

check('an instance that enters the warm pool', {
  'answers when its weights are kept, and never runs the worker': () =>
    onInstance('base', async (instance, text) => {
      instance.launch(text, 'Warmed:Stopped');
      await instance.until(isAnswered(instance));
      assert.ok(instance.has('var/lib/asset-hub/weights/manifest.sha256'), 'weights are kept before the answer');
      await instance.pass();
      assert.equal(instance.answers(), ['group i-0abc CONTINUE']);
      assert.is(runsOf(instance), 0);
      assert.not(
        instance.calls().some(call => call.includes('asset-hub-worker')),
        instance.read('calls'),
      );
    }),
  'works when it is started from there, without its user data': () =>
    onInstance('base', async (instance, text) => {
      instance.launch(text, 'Warmed:Stopped');
      await instance.until(isAnswered(instance));
      await instance.restart('InService');
      await instance.until(isAnswered(instance));
      assert.equal(instance.answers(), ['group i-0abc CONTINUE', 'group i-0abc CONTINUE']);
      assert.is(runsOf(instance), 1);
      assert.is(instance.read('seen'), 'manifest.sha256\nunet/model.onnx\nvae.onnx\n');
      const reads = instance.calls().filter(call => call.startsWith('aws s3'));
      assert.is(reads.length, 1, `only the manifest comes from the bucket:\n${reads.join('\n')}`);
    }),
  'works when the group wants it before it was stopped': () =>
    onInstance('base', async (instance, text) => {
      instance.launch(text, 'Warmed:Stopped');
      await instance.until(isAnswered(instance));
      instance.write('hook', '');
      instance.write(TARGET, 'InService\n');
      await instance.until(isAnswered(instance));
      assert.is(runsOf(instance), 1);
    }),
  'answers nothing when it is to end there': () =>
    onInstance('base', async (instance, text) => {
      instance.launch(text, 'Warmed:Terminated');
      await instance.until(() => instance.has('run/systemd/asset-hub-enter-service.service.active'));
      await instance.pass();
      assert.ok(instance.has('hook'));
      assert.is(runsOf(instance), 0);
    }),
});

check('an instance that enters service', {
  'answers only when the worker is ready': () =>
    onInstance('burst', async (instance, text) => {
      instance.write('worker', 'hang');
      instance.launch(text, 'InService');
      await instance.until(() => instance.has('container'));
      await instance.pass();
      assert.ok(instance.has('hook'), 'a worker that loads its models is not in service');
      instance.write(READY_FILE, '');
      await instance.until(isAnswered(instance));
      assert.equal(instance.answers(), ['group i-0abc CONTINUE']);
    }),
  'waits for a target that the metadata do not show yet': () =>
    onInstance('burst', async (instance, text) => {
      instance.launch(text, 'InService');
      instance.remove(TARGET);
      await instance.pass();
      assert.is(runsOf(instance), 0);
      instance.write(TARGET, 'InService\n');
      await instance.until(isAnswered(instance));
    }),
  'keeps its weights afterwards if its group has a warm pool': () =>
    onInstance('base', async (instance, text) => {
      instance.launch(text, 'InService');
      await instance.until(() => instance.has('var/lib/asset-hub/weights/manifest.sha256'));
      const calls = instance.calls();
      const answer = calls.findIndex(call => call.includes('complete-lifecycle-action'));
      assert.ok(answer !== -1 && answer < calls.indexOf('start asset-hub-keep.service'), instance.read('calls'));
    }),
  'keeps nothing if it has none': () =>
    onInstance('burst', async (instance, text) => {
      instance.launch(text, 'InService');
      await instance.until(() => instance.calls().includes('start asset-hub-keep.service'));
      await instance.pass();
      assert.not(instance.has('var/lib/asset-hub/weights'));
    }),
  'drains when its worker is stopped, and is not given up': () =>
    onInstance('burst', async (instance, text) => {
      instance.launch(text, 'InService');
      await instance.until(isAnswered(instance));
      instance.command('systemctl', 'stop', 'asset-hub-worker.service');
      await instance.until(() => instance.calls().includes('drained'));
      await instance.pass();
      assert.not(instance.has('poweroff'));
      assert.is(runsOf(instance), 1);
    }),
  'does the same once more when its user data runs again': () =>
    onInstance('burst', async (instance, text) => {
      instance.launch(text, 'InService');
      await instance.until(isAnswered(instance));
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

check('an instance that is not whole', {
  'is given up when its worker crashes three times': () =>
    onInstance('burst', async (instance, text) => {
      instance.write('worker', 'crash');
      instance.launch(text, 'InService');
      await instance.until(isAnswered(instance));
      assert.equal(instance.answers(), ['group i-0abc ABANDON']);
      assert.is(runsOf(instance), 3);
    }),
  'is given up when its worker is never ready': () =>
    onInstance('burst', async (instance, text) => {
      instance.write('worker', 'hang');
      instance.launch(text, 'InService');
      await instance.until(isAnswered(instance));
      assert.equal(instance.answers(), ['group i-0abc ABANDON']);
      assert.match(instance.read('log'), /not ready after 30 s/);
    }),
  'powers off when its worker is lost in service, where no hook waits': () =>
    onInstance('burst', async (instance, text) => {
      instance.launch(text, 'InService');
      await instance.until(isAnswered(instance));
      instance.write('worker', 'crash');
      instance.command('kill', '-KILL', instance.read('container').trim());
      await instance.until(() => instance.has('poweroff'));
      assert.is(runsOf(instance), 3);
    }),
  'does not start a worker again on its way back to the pool': () =>
    onInstance('base', async (instance, text) => {
      instance.launch(text, 'InService');
      await instance.until(isAnswered(instance));
      instance.write(TARGET, 'Warmed:Stopped\n');
      instance.command('kill', '-KILL', instance.read('container').trim());
      await instance.until(() => !instance.has('run/systemd/asset-hub-worker.service.active'));
      await instance.pass();
      assert.is(runsOf(instance), 1);
      assert.not(instance.has('poweroff'));
    }),
});
