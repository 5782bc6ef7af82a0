import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { parseStackConfig } from '../plan/parse-stack-config.ts';
import { STAGE_NAMES } from '../plan/stage-names.ts';
import { pipelineOf, placeOf, queueAfter, queueEndedBy } from './pipeline.ts';

function pipelineOfStack(stack: string) {
  const file = `Pulumi.${stack}.yaml`;
  const parsed = parseStackConfig({
    text: readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'),
    file,
    stack,
  });
  if (parsed.kind !== 'plan') throw new Error(`${file} has problems`);
  return pipelineOf(parsed.plan);
}

const prod = pipelineOfStack('prod');

check('pipeline', {
  'is the queues of the plan with their stages': () => {
    assert.equal(prod, [
      { queue: 'generation', stages: ['text-to-image', 'matte', 'image-to-3d'] },
      { queue: 'rigging', stages: ['retopology', 'texture', 'rigging', 'package'] },
    ]);
    assert.equal(pipelineOfStack('dev'), prod);
  },
  'knows which stages end a queue': () => {
    const enders = STAGE_NAMES.filter(stage => queueEndedBy(prod, stage) !== undefined);
    assert.equal(enders, ['image-to-3d', 'package']);
    assert.is(queueEndedBy(prod, 'image-to-3d'), 'generation');
    assert.is(queueEndedBy(prod, 'package'), 'rigging');
  },
  'knows what comes next': () => {
    assert.is(queueAfter(prod, 'generation'), 'rigging');
    assert.is(queueAfter(prod, 'rigging'), undefined);
  },
  'knows the place of a queue': () => {
    assert.equal(
      ['generation', 'rigging', 'gone'].map(queue => placeOf(prod, queue)),
      [0, 1, -1],
    );
  },
});
