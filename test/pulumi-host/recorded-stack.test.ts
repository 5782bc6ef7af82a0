import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { missingOutputs } from './missing-outputs.ts';
import { byType } from './queries.ts';
import { previewedStack, recordedStack } from './recorded-stack.ts';

const STACKS = ['dev', 'prod'] as const;
// All at once, where nobody has made them before.
await Promise.all(STACKS.flatMap(stack => [recordedStack(stack), previewedStack(stack)]));

check("the records of this project's stacks", {
  'are of the stack and the mode that was asked for': async () => {
    for (const stack of STACKS) {
      const [updated, previewed] = [await recordedStack(stack), await previewedStack(stack)];
      assert.equal([updated.stack, updated.isPreview], [stack, false]);
      assert.equal([previewed.stack, previewed.isPreview], [stack, true]);
      for (const { exitCode, resources } of [updated, previewed]) assert.ok(exitCode === 0 && resources.length > 50);
    }
  },
  'are one object for all who ask in one process': async () =>
    assert.is(await recordedStack('dev'), await recordedStack('dev')),
  'have a value in the update wherever the preview has none': async () => {
    for (const stack of STACKS) {
      assert.equal(missingOutputs(await previewedStack(stack), await recordedStack(stack)), []);
    }
  },
  'name everything on AWS after project and stack': async () => {
    for (const stack of STACKS) {
      for (const { state } of byType(await previewedStack(stack), 'aws:sqs/queue:Queue')) {
        assert.match(`${state.name}`, new RegExp(`^asset-hub-${stack}-[a-z-]+-[0-9a-f]{7}$`));
      }
    }
  },
});
