import { checkRules } from '../../../test/policy-pack/check-rules.ts';
import { ANYBODY, allow, policyJson, SERVICE, withoutTls } from '../../../test/policy-pack/policy-json.ts';
import { SQS_RULES } from './sqs-rules.ts';

const queue = { type: 'aws:sqs/queue:Queue', name: 'queue' };

checkRules('rules about queues', SQS_RULES, {
  'sqs-encrypted': {
    kept: [{ sqsManagedSseEnabled: true }, { kmsMasterKeyId: 'alias/aws/sqs' }],
    broken: [{}, { sqsManagedSseEnabled: false }],
  },
  'sqs-dead-letters': {
    kept: [
      [{ ...queue, props: { redrivePolicy: '{}' } }],
      ...['redrivePolicy', 'deadLetterConfig', 'destinationConfig'].map(input => [
        queue,
        { type: 'any', name: 'source', from: { [input]: ['queue'] } },
      ]),
    ],
    broken: [[queue], [queue, { type: 'any', name: 'reader', from: { queueUrl: ['queue'] } }]],
  },
  'sqs-has-policy': {
    kept: [[queue, { type: 'aws:sqs/queuePolicy:QueuePolicy', name: 'policy', from: { queueUrl: ['queue'] } }]],
    broken: [
      [queue],
      [
        queue,
        { type: 'any', name: 'other' },
        { type: 'aws:sqs/queuePolicy:QueuePolicy', name: 'policy', from: { queueUrl: ['other'], policy: ['queue'] } },
      ],
    ],
  },
  'sqs-policy-tls-only': {
    kept: [{ policy: policyJson(withoutTls('sqs:*')) }, { policy: policyJson(allow(SERVICE), withoutTls('*')) }],
    broken: [
      { policy: policyJson(allow(SERVICE)) },
      { policy: policyJson(withoutTls('sqs:SendMessage')) },
      { policy: policyJson({ ...withoutTls('sqs:*'), Principal: SERVICE }) },
      { policy: policyJson({ ...withoutTls('sqs:*'), Effect: 'Allow' }) },
      { policy: policyJson({ ...withoutTls('sqs:*'), Condition: { Bool: { 'aws:SecureTransport': 'true' } } }) },
    ],
  },
  'sqs-policy-named-principals': {
    kept: [{}, { policy: policyJson(allow(SERVICE), withoutTls('sqs:*')) }],
    broken: [
      ...ANYBODY.map(principal => ({ policy: policyJson(allow(principal)) })),
      { policy: policyJson(allow('*', { StringEquals: { 'aws:SourceAccount': '123456789012' } })) },
      { policy: policyJson({ Effect: 'Allow', NotPrincipal: { AWS: '123456789012' }, Action: 'sqs:*' }) },
    ],
  },
});
