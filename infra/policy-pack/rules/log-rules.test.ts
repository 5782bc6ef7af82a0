import { checkRules } from '../../../test/policy-pack/check-rules.ts';
import { ANYBODY, allow, policyJson, SERVICE, withoutTls } from '../../../test/policy-pack/policy-json.ts';
import { LOG_RULES } from './log-rules.ts';

const topic = { type: 'aws:sns/topic:Topic', name: 'alarms' };
const OWN_ACCOUNT = { StringEquals: { 'aws:SourceAccount': '123456789012' } };

checkRules('rules about logs and topics', LOG_RULES, {
  'log-retention': {
    kept: [{ retentionInDays: 30 }],
    broken: [{}, { retentionInDays: 0 }],
  },
  'topic-has-policy': {
    kept: [[topic, { type: 'aws:sns/topicPolicy:TopicPolicy', name: 'policy', from: { arn: ['alarms'] } }]],
    broken: [
      [topic],
      [topic, { type: 'aws:sns/topicSubscription:TopicSubscription', name: 's', from: { arn: ['alarms'] } }],
    ],
  },
  'topic-policy-tls-only': {
    kept: [{ policy: policyJson(allow(SERVICE), withoutTls('sns:Publish')) }],
    broken: [{ policy: policyJson(allow(SERVICE)) }, { policy: policyJson(withoutTls('sns:Subscribe')) }],
  },
  'topic-policy-named-principals': {
    kept: [{ policy: policyJson(allow(SERVICE), withoutTls('sns:Publish')) }],
    broken: ANYBODY.map(principal => ({ policy: policyJson(allow(principal)) })),
  },
  'topic-policy-conditions': {
    kept: [{ policy: policyJson(allow(SERVICE, OWN_ACCOUNT), withoutTls('sns:Publish')) }],
    broken: [
      { policy: policyJson(allow(SERVICE)) },
      { policy: policyJson(allow(SERVICE, OWN_ACCOUNT), allow({ AWS: 'arn:aws:iam::210987654321:root' })) },
    ],
  },
});
