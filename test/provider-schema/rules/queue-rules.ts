/** What SQS asks of its queues. */
import type { Json, JsonObject } from '../../pulumi-host/program-record.ts';
import { API, type AwsRule, aws, type KnownResource, type Surroundings } from '../aws-rule.ts';
import { isObject, isSet, numberAt, parsedJson, textAt, textsAt } from '../values-at.ts';

const QUEUE = aws('sqs.Queue');
const ATTRIBUTES = `SQS SetQueueAttributes, ${API}`;
const GUIDE = 'SQS developer guide, dead-letter queues, 2023-06-15 [H]';

/** Days a message is kept when a queue does not say: 4. */
const RETENTION_SECONDS_DEFAULT = 345_600;

const DEAD_ARN = 'arn:aws:sqs:us-east-1:111111111111:dead';
const redrive = (fields: JsonObject): JsonObject => ({ redrivePolicy: JSON.stringify(fields) });
const pair = (source: JsonObject, dead: JsonObject): readonly KnownResource[] => [
  {
    type: QUEUE,
    name: 'source',
    inputs: { ...redrive({ deadLetterTargetArn: DEAD_ARN, maxReceiveCount: 3 }), ...source },
  },
  { type: QUEUE, name: 'dead', inputs: dead, state: { arn: DEAD_ARN } },
];

export const QUEUE_RULES: readonly AwsRule[] = [
  {
    id: 'queue-one-encryption',
    type: QUEUE,
    says: 'a queue is encrypted with keys of SQS or of KMS, not both',
    source: ATTRIBUTES,
    fine: [{ sqsManagedSseEnabled: true }, { kmsMasterKeyId: 'alias/x', sqsManagedSseEnabled: false }],
    broken: [{ sqsManagedSseEnabled: true, kmsMasterKeyId: 'alias/x' }],
    check: inputs =>
      inputs.sqsManagedSseEnabled === true && isSet(inputs, 'kmsMasterKeyId')
        ? ['both sqsManagedSseEnabled and kmsMasterKeyId']
        : [],
  },
  {
    id: 'queue-redrive',
    type: QUEUE,
    says: 'redrivePolicy is JSON with deadLetterTargetArn and a whole maxReceiveCount of 1 to 1000',
    source: `${ATTRIBUTES}; the range: aws/modern-data-architecture-accelerator, QueueDlqProps, 2026 [M]`,
    fine: [
      redrive({ deadLetterTargetArn: DEAD_ARN, maxReceiveCount: 1 }),
      redrive({ deadLetterTargetArn: DEAD_ARN, maxReceiveCount: 1000 }),
    ],
    broken: [
      { redrivePolicy: 'three' },
      redrive({ maxReceiveCount: 3 }),
      redrive({ deadLetterTargetArn: DEAD_ARN, maxReceiveCount: '3' }),
      redrive({ deadLetterTargetArn: DEAD_ARN, maxReceiveCount: 1001 }),
      redrive({ deadLetterTargetArn: DEAD_ARN, maxReceiveCount: 3, visibilityTimeout: 5 }),
    ],
    check: inputs => textsAt(inputs, 'redrivePolicy').filter(text => !isRedrive(parsedJson(text))),
  },
  {
    id: 'queue-redrive-allow',
    type: aws('sqs.RedriveAllowPolicy'),
    says: 'redriveAllowPolicy is JSON; it names 1 to 10 source queues if, and only if, it allows byQueue',
    source: ATTRIBUTES,
    fine: [
      { redriveAllowPolicy: '{"redrivePermission":"denyAll"}' },
      { redriveAllowPolicy: '{"redrivePermission":"byQueue","sourceQueueArns":["arn"]}' },
    ],
    broken: [
      { redriveAllowPolicy: '{"redrivePermission":"byQueue"}' },
      { redriveAllowPolicy: '{"redrivePermission":"allowAll","sourceQueueArns":["arn"]}' },
      { redriveAllowPolicy: '{"redrivePermission":"some"}' },
      { redriveAllowPolicy: `{"redrivePermission":"byQueue","sourceQueueArns":["arn"${',"arn"'.repeat(10)}]}` },
    ],
    check: inputs => textsAt(inputs, 'redriveAllowPolicy').filter(text => !isRedriveAllow(parsedJson(text))),
  },
  {
    id: 'queue-dead-letters-live-longer',
    type: QUEUE,
    says: 'a dead-letter queue keeps messages at least as long as its source, because their age counts from the first queue',
    source: GUIDE,
    fine: [
      pair({ messageRetentionSeconds: 600 }, { messageRetentionSeconds: 1200 }),
      pair({}, { messageRetentionSeconds: 1_209_600 }),
    ],
    broken: [
      pair({ messageRetentionSeconds: 1200 }, { messageRetentionSeconds: 600 }),
      pair({}, { messageRetentionSeconds: 60 }),
    ],
    check: (inputs, surroundings) => {
      const dead = deadLettersOf(inputs, surroundings);
      if (dead === undefined || retentionOf(dead.inputs) >= retentionOf(inputs)) return [];
      return [`${dead.name} keeps them ${retentionOf(dead.inputs)} s, and this queue ${retentionOf(inputs)} s`];
    },
  },
  {
    id: 'queue-dead-letters-same-kind',
    type: QUEUE,
    says: 'the dead-letter queue of a FIFO queue is FIFO, and that of a standard queue is standard',
    source: ATTRIBUTES,
    fine: [pair({}, {}), pair({ fifoQueue: true }, { fifoQueue: true })],
    broken: [pair({ fifoQueue: true }, {}), pair({}, { fifoQueue: true })],
    check: (inputs, surroundings) => {
      const dead = deadLettersOf(inputs, surroundings);
      const isFifo = (queue: JsonObject) => queue.fifoQueue === true;
      return dead === undefined || isFifo(dead.inputs) === isFifo(inputs) ? [] : [`${dead.name} is of the other kind`];
    },
  },
];

function isRedrive(policy: Json | undefined): boolean {
  if (!isObject(policy)) return false;
  const { deadLetterTargetArn, maxReceiveCount, ...rest } = policy;
  const isCount = Number.isInteger(maxReceiveCount) && Number(maxReceiveCount) >= 1 && Number(maxReceiveCount) <= 1000;
  return typeof deadLetterTargetArn === 'string' && isCount && Object.keys(rest).length === 0;
}

function isRedriveAllow(policy: Json | undefined): boolean {
  if (!isObject(policy)) return false;
  const { redrivePermission, sourceQueueArns } = policy;
  if (redrivePermission !== 'byQueue')
    return ['allowAll', 'denyAll'].includes(`${redrivePermission}`) && sourceQueueArns === undefined;
  return Array.isArray(sourceQueueArns) && sourceQueueArns.length >= 1 && sourceQueueArns.length <= 10;
}

function deadLettersOf(inputs: JsonObject, { find }: Surroundings): KnownResource | undefined {
  const policy = parsedJson(textAt(inputs, 'redrivePolicy') ?? '');
  return isObject(policy) ? find(QUEUE, policy.deadLetterTargetArn) : undefined;
}

const retentionOf = (inputs: JsonObject): number =>
  numberAt(inputs, 'messageRetentionSeconds') ?? RETENTION_SECONDS_DEFAULT;
