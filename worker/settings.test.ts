import * as assert from 'uvu/assert';
import { testSettings } from '../infra/boot/boot-settings.test-data.ts';
import { workerEnvironment } from '../infra/boot/worker-environment.ts';
import { check } from '../test/kit/check.ts';
import { readSettings } from './settings.ts';

const deployed = workerEnvironment(testSettings('burst'));

check('the settings of a worker', {
  'are what the deploy writes': () => {
    const settings = readSettings({
      ...deployed,
      ASSET_HUB_INSTANCE_ID: 'i-1',
      ASSET_HUB_INSTANCE_TYPE: 'g5.xlarge',
      ASSET_HUB_AUTO_SCALING_GROUP: 'g',
    });
    assert.equal(
      settings.queues.map(({ name, stages, visibilityTimeoutSeconds }) => [
        name,
        stages.length,
        visibilityTimeoutSeconds,
      ]),
      [
        ['rigging', 4, 600],
        ['generation', 3, 300],
      ],
    );
    assert.match(settings.queues[0]?.url ?? '', /asset-hub-test-rigging/);
    assert.equal([settings.fleet, settings.group, settings.drainSeconds], ['everything', 'burst', 300]);
    assert.equal([settings.isProtecting, settings.hasCheckpoints, settings.assetRetentionDays], [true, true, 30]);
    assert.equal([settings.instanceId, settings.instanceType], ['i-1', 'g5.xlarge']);
    assert.equal([settings.provider, settings.healthPort], ['cuda', 8080]);
    assert.equal(Object.keys(settings.stageSeconds).length, 7);
    assert.is(settings.stageSeconds['image-to-3d'], 15);
  },
  'do without an instance': () => assert.is(readSettings(deployed).instanceId, undefined),
  'leave nothing out that the deploy writes': () => {
    const read = Object.keys(deployed).filter(name => {
      const { [name]: _, ...others } = deployed;
      try {
        readSettings(others);
        return false;
      } catch {
        return true;
      }
    });
    assert.equal(read, Object.keys(deployed));
  },
  'are refused without the time of a stage that its queues have': () => {
    const wrong = { ...deployed, ASSET_HUB_STAGE_SECONDS: '{"rigging": 1}' };
    assert.throws(() => readSettings(wrong), /STAGE_SECONDS: must have retopology, texture, package, text-to-image/);
  },
  'are refused with every variable that is missing or wrong': () => {
    const { ASSET_HUB_STACK: _, ...others } = deployed;
    const wrong = { ...others, ASSET_HUB_GROUP: 'middle', ASSET_HUB_QUEUES: '[{}]', ASSET_HUB_DRAIN_SECONDS: 'soon' };
    try {
      readSettings(wrong);
      assert.unreachable();
    } catch (error) {
      const { message } = error as Error;
      for (const name of ['STACK is missing', 'GROUP', 'QUEUES.0.name', 'DRAIN_SECONDS: must be a number']) {
        assert.match(message, name);
      }
    }
  },
});
