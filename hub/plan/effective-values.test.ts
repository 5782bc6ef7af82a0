import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { effectiveValues } from './effective-values.ts';
import { parseStackConfig } from './parse-stack-config.ts';
import { stackText } from './stack-text.test-data.ts';

const text = stackText({
  'maxCount: 1\n':
    'maxCount: 9\n        policies: [{preset: backlog-tracking}, {kind: targetTracking, name: own, metric: backlogPerInstance, target: 2}]\n',
});
const parsed = parseStackConfig({
  text,
  file: 'Pulumi.test.yaml',
  stack: 'test',
  patches: [{ text: 'quotas: {spotVcpuMax: 99}', file: 'try.yaml' }],
});
if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
const values = effectiveValues(parsed.sources);
const valueAt = (path: string) => values.find(value => value.path === path);

check('effectiveValues', {
  'gives the place of what a file says': () =>
    assert.equal(valueAt('fleets.workers.burst.maxCount'), {
      path: 'fleets.workers.burst.maxCount',
      value: 9,
      source: 'Pulumi.test.yaml:11:19',
    }),
  'gives the place in the patch for what a patch says': () =>
    assert.is(valueAt('quotas.spotVcpuMax')?.source, 'try.yaml:1:23'),
  'gives the source of a default': () => {
    assert.match(valueAt('queues.all.longPollSeconds')!.source, /^AWS SQS developer guide/);
    assert.match(valueAt('stages.rigging.serviceSeconds.mean')!.source, 'RigNet');
    assert.match(valueAt('boot.plain.bootSeconds.mode')!.source, 'tensorfuse.io');
    assert.match(valueAt('assumptions.alarmActionSeconds')!.source, 'undocumented');
  },
  'spells presets out and names them': () =>
    assert.equal(valueAt('fleets.workers.burst.policies[0].target'), {
      path: 'fleets.workers.burst.policies[0].target',
      value: 1.1,
      source: 'Pulumi.test.yaml:12:20, preset backlog-tracking',
    }),
  'does not lend a list its source for what a policy leaves out': () => {
    assert.is(
      valueAt('fleets.workers.burst.policies[1].disableScaleIn')?.source,
      'EC2 Auto Scaling guide, 2023-04-27 [H]',
    );
    assert.is(valueAt('fleets.workers.burst.policies[1].target')?.source, 'Pulumi.test.yaml:12:118');
  },
  'keeps lists of scalars whole': () =>
    assert.equal(valueAt('fleets.workers.burst.zones')?.value, ['a', 'b', 'c', 'd', 'f']),
  'names every value once, and leaves none without a source': () => {
    assert.is(new Set(values.map(value => value.path)).size, values.length);
    assert.ok(values.every(value => value.source !== ''));
  },
  // Only the fields of a scaling policy may fall back to the word.
  'knows the source of every default of ours': () =>
    assert.equal(
      values.filter(({ path, source }) => source === 'default' && !path.includes('.policies[')),
      [],
    ),
});
