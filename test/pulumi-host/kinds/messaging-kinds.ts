/** Queues, topics and events. */
import { ACCOUNT, arn, fromInput, named, type ResourceKind, unnamed, uuid } from './resource-kind.ts';

export const MESSAGING_KINDS: Readonly<Record<string, ResourceKind>> = {
  'aws:sqs/queue:Queue': named(
    made => ({ arn: arn('sqs', made, made.name), url: made.id }),
    ({ name, region }) => `https://sqs.${region}.amazonaws.com/${ACCOUNT}/${name}`,
  ),
  'aws:sqs/queuePolicy:QueuePolicy': unnamed(fromInput('queueUrl')),
  'aws:sqs/redriveAllowPolicy:RedriveAllowPolicy': unnamed(fromInput('queueUrl')),
  'aws:sns/topic:Topic': named(
    made => ({ arn: made.id, owner: ACCOUNT }),
    made => arn('sns', made, made.name),
  ),
  'aws:sns/topicPolicy:TopicPolicy': unnamed(fromInput('arn'), () => ({ owner: ACCOUNT })),
  'aws:sns/topicSubscription:TopicSubscription': unnamed(
    made => `${made.inputs.topic}:${uuid(made)}`,
    ({ id }) => ({ arn: id, ownerId: ACCOUNT }),
  ),
  'aws:cloudwatch/eventRule:EventRule': named(made => ({ arn: arn('events', made, `rule/${made.name}`) })),
  'aws:cloudwatch/eventTarget:EventTarget': unnamed(
    made => `${made.inputs.rule}-${made.hash.slice(0, 8)}`,
    ({ hash }) => ({ targetId: hash.slice(0, 8) }),
  ),
};
