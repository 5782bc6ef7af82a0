import type { sqs } from '@pulumi/aws';
import { isGivenAs, linkedTo } from '../linked-resources.ts';
import { allowedBy, hasAnyPrincipal, refusesWithoutTls } from '../policy-document.ts';
import { acrossStack, onResource, type Rule } from '../rule.ts';

const QUEUE = 'aws:sqs/queue:Queue';
const QUEUE_POLICY = 'aws:sqs/queuePolicy:QueuePolicy';

/** The inputs by which other resources name a queue for what they could not do. */
const DEAD_LETTER_INPUTS = ['redrivePolicy', 'deadLetterConfig', 'destinationConfig'];

export const SQS_RULES: readonly Rule[] = Object.freeze([
  onResource<sqs.QueueArgs>({
    name: 'sqs-encrypted',
    ids: ['CKV_AWS_27', 'AwsSolutions-SQS2'],
    types: [QUEUE],
    says: 'messages are encrypted at rest',
    remedy: 'Set sqsManagedSseEnabled, which costs nothing.',
    isBroken: queue => queue.sqsManagedSseEnabled !== true && queue.kmsMasterKeyId === undefined,
  }),
  acrossStack<sqs.QueueArgs>({
    name: 'sqs-dead-letters',
    ids: ['AwsSolutions-SQS3'],
    type: QUEUE,
    says: 'a queue has a dead-letter queue, or is one',
    remedy: 'Give it a redrivePolicy: a message that kills its worker would otherwise be tried for days.',
    isBroken: (queue, stack) => !isGivenAs(queue, DEAD_LETTER_INPUTS, stack) && queue.props.redrivePolicy === undefined,
  }),
  acrossStack<sqs.QueueArgs>({
    name: 'sqs-has-policy',
    ids: ['AwsSolutions-SQS4'],
    type: QUEUE,
    says: 'a queue has a policy',
    remedy: 'Attach a QueuePolicy that refuses requests without TLS.',
    isBroken: (queue, stack) => linkedTo(queue, QUEUE_POLICY, 'queueUrl', stack).length === 0,
  }),
  onResource<sqs.QueuePolicyArgs>({
    name: 'sqs-policy-tls-only',
    ids: ['AwsSolutions-SQS4'],
    types: [QUEUE_POLICY],
    says: 'a queue refuses requests without TLS',
    remedy: 'Deny sqs:* to everybody where aws:SecureTransport is false.',
    isBroken: ({ policy }) => !refusesWithoutTls(policy, 'sqs:*'),
  }),
  onResource<sqs.QueueArgs>({
    name: 'sqs-policy-named-principals',
    ids: ['CKV_AWS_168', 'CKV_AWS_387'],
    types: [QUEUE, QUEUE_POLICY],
    says: 'a queue policy names whom it lets in',
    remedy: 'Name the service or the role instead of *.',
    isBroken: ({ policy }) => allowedBy(policy).some(hasAnyPrincipal),
  }),
]);
