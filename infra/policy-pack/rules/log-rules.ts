import type { cloudwatch, sns } from '@pulumi/aws';
import { linkedTo } from '../linked-resources.ts';
import { allowedBy, hasAnyPrincipal, refusesWithoutTls } from '../policy-document.ts';
import { acrossStack, onResource, type Rule } from '../rule.ts';

const TOPIC_POLICY = 'aws:sns/topicPolicy:TopicPolicy';

/** What the hub tells people: logs, and the topic of its alarms. */
export const LOG_RULES: readonly Rule[] = Object.freeze([
  onResource<cloudwatch.LogGroupArgs>({
    name: 'log-retention',
    ids: ['CKV_AWS_66'],
    types: ['aws:cloudwatch/logGroup:LogGroup'],
    says: 'logs have a retention',
    remedy: 'Set retentionInDays: without it they are kept, and paid for, for ever.',
    isBroken: ({ retentionInDays }) => !retentionInDays,
  }),
  acrossStack<sns.TopicArgs>({
    name: 'topic-has-policy',
    ids: ['AwsSolutions-SNS3'],
    type: 'aws:sns/topic:Topic',
    says: 'a topic has a policy',
    remedy: 'Attach a TopicPolicy that refuses to be published to without TLS.',
    isBroken: (topic, stack) => linkedTo(topic, TOPIC_POLICY, 'arn', stack).length === 0,
  }),
  onResource<sns.TopicPolicyArgs>({
    name: 'topic-policy-tls-only',
    ids: ['AwsSolutions-SNS3'],
    types: [TOPIC_POLICY],
    says: 'a topic refuses to be published to without TLS',
    remedy: 'Deny sns:Publish to everybody where aws:SecureTransport is false.',
    isBroken: ({ policy }) => !refusesWithoutTls(policy, 'sns:Publish'),
  }),
  onResource<sns.TopicPolicyArgs>({
    name: 'topic-policy-named-principals',
    ids: ['CKV_AWS_169'],
    types: [TOPIC_POLICY],
    says: 'a topic policy names whom it lets in',
    remedy: 'Name the service instead of *.',
    isBroken: ({ policy }) => allowedBy(policy).some(hasAnyPrincipal),
  }),
  onResource<sns.TopicPolicyArgs>({
    name: 'topic-policy-conditions',
    ids: ['CKV_AWS_385'],
    types: [TOPIC_POLICY],
    says: 'whom a topic lets in, it lets in for this account',
    remedy: 'Add a condition on aws:SourceAccount or aws:SourceArn: a service serves every account.',
    isBroken: ({ policy }) => allowedBy(policy).some(({ conditions }) => Object.keys(conditions).length === 0),
  }),
]);
