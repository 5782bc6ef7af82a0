import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { tlsOnlyPolicy, undeliveredEventsPolicy } from './queue-policies.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:lost';
const RULES = ['stored', 'packed'].map(name => `arn:aws:events:us-east-1:123456789012:rule/${name}`);

type Found = { Effect: string; Principal: unknown; Action: string; Resource: string; Condition: unknown };
const statementsOf = (policy: string): Found[] => JSON.parse(policy).Statement;
const effectsOf = (policy: string) => statementsOf(policy).map(({ Effect }) => Effect);

check('a queue policy', {
  'refuses whoever comes without TLS, whatever they want': () => {
    for (const policy of [tlsOnlyPolicy(QUEUE), undeliveredEventsPolicy(QUEUE, RULES)]) {
      const [refusal] = statementsOf(policy);
      assert.is(refusal?.Effect, 'Deny');
      assert.is(refusal?.Principal, '*');
      assert.is(refusal?.Action, 'sqs:*');
      assert.equal(refusal?.Condition, { Bool: { 'aws:SecureTransport': 'false' } });
    }
  },
  'lets nobody in by itself': () => assert.equal(effectsOf(tlsOnlyPolicy(QUEUE)), ['Deny']),
  'lets EventBridge send for its rules, if it is for lost events': () => {
    assert.equal(effectsOf(undeliveredEventsPolicy(QUEUE, RULES)), ['Deny', 'Allow']);
    const allowed = statementsOf(undeliveredEventsPolicy(QUEUE, RULES))[1];
    assert.equal(allowed?.Principal, { Service: 'events.amazonaws.com' });
    assert.is(allowed?.Action, 'sqs:SendMessage');
    assert.equal(allowed?.Condition, { ArnEquals: { 'aws:SourceArn': RULES } });
  },
  'is about its own queue': () => {
    for (const { Resource } of statementsOf(undeliveredEventsPolicy(QUEUE, RULES))) assert.is(Resource, QUEUE);
  },
});
