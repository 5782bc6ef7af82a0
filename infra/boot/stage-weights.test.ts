/** Plays starts of an instance in which its weights or its container image are the question. */
import { existsSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { testSettings } from './boot-settings.test-data.ts';
import type { BootSettings } from './boot-settings.ts';
import { type BootSandbox, BUCKET, inBucket, onInstance, WEIGHTS } from './sandbox/boot-sandbox.ts';
import { userData } from './user-data.ts';

const KEPT = 'var/lib/asset-hub/weights';

/** Starts it and waits for the answer to the launch hook. */
async function launched(instance: BootSandbox, settings: BootSettings, target = 'InService') {
  instance.launch(userData(settings), target);
  await instance.untilAnswered();
  return instance.answers().at(-1)?.split(' ').at(-1);
}

const ofRelease = (settings: BootSettings, weightsRelease: string): BootSettings => ({
  ...settings,
  plan: { ...settings.plan, images: { ...settings.plan.images, weightsRelease } },
});
const BETTER = { ...WEIGHTS, 'vae.onnx': 'a better model' };

const readsOf = (instance: BootSandbox) =>
  instance
    .calls()
    .filter(call => call.startsWith('aws s3'))
    .map(call => /\/weights\/\w+\/(\S+)/.exec(call)?.[1])
    .sort();
const isStaged = (instance: BootSandbox) =>
  Object.entries(WEIGHTS).every(([path, text]) => instance.read(`mnt/asset-hub/weights/${path}`) === text);

check('weights from the bucket', {
  'are on the formatted local disk before the worker runs': () =>
    onInstance(async instance => {
      instance.bake();
      assert.is(await launched(instance, testSettings('burst')), 'CONTINUE');
      assert.ok(isStaged(instance));
      const order = ['mkfs.xfs', 'mount', 'aws s3', 'docker run'].map(name =>
        instance.calls().findIndex(call => call.startsWith(name)),
      );
      assert.equal(
        order,
        order.toSorted((a, b) => a - b),
        instance.read('calls'),
      );
      assert.match(instance.read('calls'), /^mkfs\.xfs .*\/dev\/nvme1n1$/m);
    }),
  'are left as they are when they are staged once more': () =>
    onInstance(async instance => {
      instance.bake();
      await launched(instance, testSettings('burst'));
      // The last thing of an ordinary start; it too would stage what is not staged.
      await instance.until(() => instance.calls().includes('start asset-hub-keep.service'));
      instance.remove('run/systemd/asset-hub-weights.service.active');
      instance.command('systemctl', 'start', 'asset-hub-weights.service');
      assert.equal(readsOf(instance), ['manifest.sha256', 'manifest.sha256', ...Object.keys(WEIGHTS)]);
      assert.is(instance.calls().filter(call => call.startsWith('mkfs')).length, 1);
      assert.ok(isStaged(instance));
    }),
  'stay on the root volume where there is no local disk, once': () =>
    onInstance(async instance => {
      instance.remove('disk');
      instance.bake();
      assert.is(await launched(instance, testSettings('base'), 'Warmed:Stopped'), 'CONTINUE');
      assert.ok(isStaged(instance));
      assert.not(instance.has(KEPT), 'a second copy on the same volume');
    }),
  'end the start when a file is missing': () =>
    onInstance(async instance => {
      instance.bake();
      instance.remove(`${BUCKET}/vae.onnx`);
      assert.is(await launched(instance, testSettings('burst')), 'ABANDON');
      assert.not(instance.read('calls').includes('docker run'));
      assert.not(instance.has('mnt/asset-hub/weights/manifest.sha256'));
    }),
  'end the start when a file is not what the manifest says': () =>
    onInstance(async instance => {
      instance.bake();
      instance.write(`${BUCKET}/vae.onnx`, 'a small model!');
      assert.is(await launched(instance, testSettings('burst')), 'ABANDON');
      assert.not(instance.has('mnt/asset-hub/weights/vae.onnx'));
      assert.match(instance.read('console'), /vae\.onnx of s3:\S+ is not what its manifest says/);
    }),
  'are those of the release in the plan, and of no other': () =>
    onInstance(async instance => {
      instance.bake();
      instance.writeWeights(inBucket('2'), BETTER);
      assert.is(await launched(instance, ofRelease(testSettings('burst'), '2')), 'CONTINUE');
      assert.is(instance.read('mnt/asset-hub/weights/vae.onnx'), BETTER['vae.onnx']);
      assert.not.match(instance.read('calls'), /\/weights\/1\//);
    }),
  'end the start when the release was never uploaded': () =>
    onInstance(async instance => {
      instance.bake();
      assert.is(await launched(instance, ofRelease(testSettings('burst'), '2')), 'ABANDON');
    }),
  'end the start in the warm pool, too': () =>
    onInstance(async instance => {
      instance.bake();
      instance.write(`${BUCKET}/vae.onnx`, 'a small model!');
      assert.is(await launched(instance, testSettings('base'), 'Warmed:Stopped'), 'ABANDON');
      assert.not(instance.has(KEPT));
    }),
  'end the start when the manifest is missing': () =>
    onInstance(async instance => {
      instance.bake();
      instance.remove(`${BUCKET}/manifest.sha256`);
      assert.is(await launched(instance, testSettings('burst')), 'ABANDON');
    }),
  'end the start when the manifest is empty': () =>
    onInstance(async instance => {
      instance.bake();
      instance.writeWeights(BUCKET, {});
      assert.is(await launched(instance, testSettings('burst')), 'ABANDON');
      assert.match(instance.read('console'), /the manifest of the weights is empty/);
    }),
});

check('weights kept on the volume', {
  'are replaced from the bucket where they are damaged': () =>
    onInstance(async instance => {
      instance.bake();
      await launched(instance, testSettings('base'), 'Warmed:Stopped');
      instance.write(`${KEPT}/vae.onnx`, 'a small modem');
      await instance.restart('InService');
      await instance.untilAnswered();
      assert.equal(readsOf(instance), ['manifest.sha256', 'vae.onnx']);
      assert.ok(isStaged(instance));
    }),
  'are brought up to a newer release, by the files that differ': () =>
    onInstance(async instance => {
      instance.bake();
      instance.writeWeights(KEPT, WEIGHTS);
      instance.writeWeights(inBucket('2'), BETTER);
      assert.is(await launched(instance, ofRelease(testSettings('base'), '2'), 'Warmed:Stopped'), 'CONTINUE');
      assert.equal(readsOf(instance), ['manifest.sha256', 'vae.onnx']);
      assert.is(instance.read('mnt/asset-hub/weights/vae.onnx'), BETTER['vae.onnx']);
      for (const [path, text] of Object.entries(BETTER)) assert.is(instance.read(`${KEPT}/${path}`), text);
      await instance.restart('InService');
      await instance.untilAnswered();
      assert.equal(readsOf(instance), ['manifest.sha256'], 'now they are kept');
    }),
  'stay as they are while another release is uploaded': () =>
    onInstance(async instance => {
      instance.bake();
      await launched(instance, testSettings('base'), 'Warmed:Stopped');
      instance.write(`${inBucket('2')}/vae.onnx`, 'half of a be');
      await instance.restart('InService');
      await instance.untilAnswered();
      assert.is(instance.answers().at(-1), 'launch group i-0abc CONTINUE');
      assert.equal(readsOf(instance), ['manifest.sha256']);
      assert.ok(isStaged(instance));
    }),
});

check('weights in the machine image', {
  'are staged without a word to the bucket': () =>
    onInstance(async instance => {
      instance.bake();
      instance.writeWeights(KEPT, WEIGHTS);
      instance.remove('s3');
      assert.is(await launched(instance, testSettings('burst', 'baked-ami')), 'CONTINUE');
      assert.equal(readsOf(instance), []);
      assert.ok(isStaged(instance));
    }),
  'end the start when one is not what the manifest says': () =>
    onInstance(async instance => {
      instance.bake();
      instance.writeWeights(KEPT, WEIGHTS);
      instance.write(`${KEPT}/vae.onnx`, 'a small modem');
      assert.is(await launched(instance, testSettings('burst', 'baked-ami')), 'ABANDON');
      assert.equal(readsOf(instance), []);
    }),
});

check("the worker's container image", {
  'is pulled with a token that does not outlive the pull': () =>
    onInstance(async instance => {
      instance.bake();
      await launched(instance, testSettings('burst'));
      assert.is(instance.read('images').trim(), testSettings('burst').workerImage);
      const tokenFolder = instance.read('login').trim();
      assert.ok(tokenFolder !== '' && !existsSync(tokenFolder), tokenFolder);
    }),
  'is not pulled when it is in the machine image': () =>
    onInstance(async instance => {
      instance.bake();
      instance.write('images', `${testSettings('burst').workerImage}\n`);
      assert.is(await launched(instance, testSettings('burst')), 'CONTINUE');
      assert.not(/docker (login|pull)/.test(instance.read('calls')), instance.read('calls'));
    }),
});

check('a stock machine image', {
  'installs driver and runtime, and then boots as a baked one does': () =>
    onInstance(async instance => {
      assert.is(await launched(instance, testSettings('burst', 'plain')), 'CONTINUE');
      assert.ok(isStaged(instance));
      const installed = instance.calls().filter(call => call.startsWith('dnf install'));
      assert.match(installed.join('\n'), /kmod-nvidia[\s\S]*nvidia-container-toolkit/);
      const [last, first] = [installed.at(-1) ?? '', 'start asset-hub-enter-service.service'];
      assert.ok(instance.calls().indexOf(last) < instance.calls().indexOf(first), instance.read('calls'));
      assert.match(instance.read('etc/docker/daemon.json'), /cgroupfs/);
    }),
  'is given up when the driver cannot be installed': () =>
    onInstance(async instance => {
      instance.write('dnf-fails', '');
      assert.is(await launched(instance, testSettings('burst', 'plain')), 'ABANDON');
      assert.not(instance.calls().some(call => call.includes('enter-service')));
    }),
});
