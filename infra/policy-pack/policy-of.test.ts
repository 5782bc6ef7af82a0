import type { sqs } from '@pulumi/aws';
import { unknownCheckingProxy } from '@pulumi/policy';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { policyResources } from '../../test/policy-pack/policy-resources.ts';
import { reportsOnInputs, reportsOnStack } from '../../test/policy-pack/run-policy.ts';
import { type Policy, policyOf } from './policy-of.ts';
import { acrossStack, onResource } from './rule.ts';
import type { Suppression } from './suppressions.ts';

/** What the engine sends for a text that AWS has yet to decide (@pulumi/policy 1.21.0, proxy.js [H]). */
const UNKNOWN_TEXT = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

const QUEUE = 'aws:sqs/queue:Queue';
const TEXT = { name: 'queue-named', ids: ['CKV_AWS_27'], says: 'queues are named', remedy: 'Name it.' } as const;
const named = onResource<sqs.QueueArgs>({ ...TEXT, types: [QUEUE], isBroken: queue => queue.name === 'bad' });
const namedInStack = acrossStack<sqs.QueueArgs>({
  ...TEXT,
  type: QUEUE,
  isBroken: queue => queue.props.name === 'bad',
});

const urnIn = (stack: string, name: string) => `urn:pulumi:${stack}::hub::a:b:C$${QUEUE}::${name}`;
const suppression: Suppression = { rule: 'queue-named', resources: /^legacy-/, stack: 'dev', reason: 'It is old.' };
const countAt = (policy: Policy, urn: string) =>
  reportsOnInputs(policy, { type: QUEUE, inputs: { name: 'bad' }, urn }).length;

check('policyOf', {
  'puts the ids before what the rule says': () => {
    const { name, description, enforcementLevel, remediationSteps } = policyOf(named, []);
    assert.equal(
      [name, description, enforcementLevel, remediationSteps],
      ['queue-named', 'CKV_AWS_27: queues are named', 'mandatory', 'Name it.'],
    );
    assert.is(policyOf({ ...named, ids: [] }, []).description, 'queues are named');
    assert.is(policyOf({ ...named, level: 'advisory' }, []).enforcementLevel, 'advisory');
  },
  'judges its own types only': () => {
    assert.is(reportsOnInputs(policyOf(named, []), { type: QUEUE, inputs: { name: 'bad' } }).length, 1);
    assert.is(reportsOnInputs(policyOf(named, []), { type: 'aws:sns/topic:Topic', inputs: { name: 'bad' } }).length, 0);
  },
  'does not judge what is unknown': () => {
    const inputs = { name: UNKNOWN_TEXT };
    assert.throws(() => unknownCheckingProxy(inputs).name, /can't be known/);
    assert.equal(reportsOnInputs(policyOf(named, []), { type: QUEUE, inputs }), []);
  },
  'judges the other resources of a stack where one is unknown': () => {
    const resources = policyResources([
      { type: QUEUE, name: 'q1', props: { name: UNKNOWN_TEXT } },
      { type: QUEUE, name: 'q2', props: { name: 'bad' } },
    ]);
    const reports = reportsOnStack(policyOf(namedInStack, []), resources);
    assert.equal(reports, [{ message: 'Name it.', urn: resources[1]!.urn }]);
  },
  'lets a defect of the rule through': () => {
    const rule = onResource<sqs.QueueArgs>({ ...TEXT, types: [QUEUE], isBroken: () => JSON.parse('no JSON') });
    assert.throws(() => reportsOnInputs(policyOf(rule, []), { type: QUEUE, inputs: {} }), /JSON/);
  },
  'is silent where a suppression says so, and only there': () => {
    const policy = policyOf(named, [suppression]);
    assert.is(countAt(policy, urnIn('dev', 'legacy-queue')), 0);
    assert.is(countAt(policy, urnIn('prod', 'legacy-queue')), 1);
    assert.is(countAt(policy, urnIn('dev', 'queue')), 1);
    assert.is(countAt(policyOf({ ...named, name: 'another' }, [suppression]), urnIn('dev', 'legacy-queue')), 1);
    const { stack, ...everywhere } = suppression;
    assert.is(countAt(policyOf(named, [everywhere]), urnIn('prod', 'legacy-queue')), 0, stack);
  },
});
