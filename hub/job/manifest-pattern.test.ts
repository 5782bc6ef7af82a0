import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { createEventBus } from '../../test/moto/event-bus.ts';
import { STAGE_NAMES, type StageName } from '../plan/stage-names.ts';
import { jobIdOf } from './job-id.ts';
import { manifestKey } from './manifest-key.ts';
import { manifestPattern } from './manifest-pattern.ts';
import type { PipelineQueue } from './pipeline.ts';

const generation: PipelineQueue = { queue: 'generation', stages: ['text-to-image', 'matte', 'image-to-3d'] };
const rigging: PipelineQueue = { queue: 'rigging', stages: ['retopology', 'texture', 'rigging', 'package'] };
const jobId = jobIdOf(new Uint8Array(16));
const keyOf = (stage: StageName) => manifestKey({ jobId, stage, inputHash: '0'.repeat(64) });

/** What passes a rule of moto's EventBridge. */
async function passed(keys: readonly string[], patternOf = (bucket: string) => manifestPattern(bucket, rigging)) {
  const bus = await createEventBus(bucket => [patternOf(bucket)]);
  for (const key of keys) await bus.storeObject(key);
  const events = (await bus.takeEvents()) as { detail: { object: { key: string } } }[];
  return events.map(({ detail }) => detail.object.key);
}

check('manifest pattern', {
  'names the bucket and the manifest that ends the queue': () => {
    assert.equal(manifestPattern('assets', generation), {
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: {
        bucket: { name: ['assets'] },
        object: { key: [{ wildcard: 'jobs/*/image-to-3d/*/manifest.json' }] },
      },
    });
  },
  'lets the last manifest of its queue through, and no other': async () => {
    const ofGeneration = (bucket: string) => manifestPattern(bucket, generation);
    assert.equal(await passed(STAGE_NAMES.map(keyOf), ofGeneration), [keyOf('image-to-3d')]);
    assert.equal(await passed(STAGE_NAMES.map(keyOf)), [keyOf('package')]);
  },
  'lets nothing else of a job through': async () => {
    const others = [
      keyOf('package').replace('manifest.json', 'character.glb'),
      keyOf('package').replace('jobs/', 'weights/'),
      `${keyOf('package')}.part`,
    ];
    assert.equal(await passed(others), []);
  },
  'lets nothing of another bucket through': async () => {
    assert.equal(await passed([keyOf('package')], () => manifestPattern('another', rigging)), []);
  },
});
