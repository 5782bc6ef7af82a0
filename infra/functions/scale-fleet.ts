/**
 * Scale on submit: as soon as jobs have come, the plan's own `decide` says how many instances they need, minutes before an
 * alarm would. Only more, never fewer; that is the alarms'. Of many who ask at the same time one acts, because each change is
 * noted first, on the condition that nobody else has since noted one.
 */
import { type AutoScalingClient, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { secondsBetween } from '../../hub/job/times.ts';
import { decide } from '../../hub/scaling/decide.ts';
import type { PolicyMemory, ScaleOnSubmitPolicy } from '../../hub/scaling/policy.ts';
import type { Count, Seconds } from '../../hub/units.ts';
import type { TableConnection } from './connect-table.ts';
import type { CountWorkers } from './count-workers.ts';
import type { NamedGroup } from './group-names.ts';
import type { Log } from './log.ts';
import type { CountMessages } from './queue-counts.ts';

export type ScalePorts = {
  readonly countMessages: CountMessages;
  readonly countWorkers: CountWorkers;
  readonly memories: Memories;
  readonly setDesiredCount: (groupName: string, desiredCount: Count) => Promise<void>;
  readonly currentTime: () => string;
  readonly log: Log;
};

/** What is remembered of a policy: one item of the job table. */
export type Memories = {
  readonly read: (key: string) => Promise<PolicyMemory>;
  /** `taken`: somebody else has noted a change since `before` was read. */
  readonly write: (key: string, before: PolicyMemory, after: PolicyMemory) => Promise<'written' | 'taken'>;
};

/** Names in the plan. No job id looks like it. */
const memoryKey = ({ fleet, kind }: NamedGroup, policy: ScaleOnSubmitPolicy): string =>
  `scale#${fleet}#${kind}#${policy.name}`;

export type Scaling = {
  readonly groupName: string;
  readonly fromCount: Count;
  readonly toCount: Count;
  readonly reason: string;
};

/**
 * @param groups of one fleet
 * @returns what was changed; nothing where enough were wanted already, or somebody acted just now
 * @throws what AWS answers when it cannot do it now
 */
export async function scaleFleet(groups: readonly NamedGroup[], ports: ScalePorts): Promise<readonly Scaling[]> {
  const onSubmit = groups.flatMap(group =>
    group.plan.policies.flatMap(policy => (policy.kind === 'scaleOnSubmit' ? [{ group, policy }] : [])),
  );
  if (onSubmit.length === 0) return [];
  const [messages, workers] = await Promise.all([
    ports.countMessages(),
    ports.countWorkers(groups.map(({ groupName }) => groupName)),
  ]);
  const scalings: Scaling[] = [];
  for (const { group, policy } of onSubmit) {
    const backlog = group.queues.reduce((sum, queue) => {
      const { visibleCount = 0, inFlightCount = 0 } = messages[queue] ?? {};
      return sum + visibleCount + inFlightCount;
    }, 0);
    const counts = workers[group.groupName];
    if (counts === undefined) {
      ports.log('WARN', 'there is no such group to scale', { groupName: group.groupName });
      continue;
    }
    const { minCount, maxCount } = group.plan;
    const key = memoryKey(group, policy);
    const memory = await ports.memories.read(key);
    const decision = decide(
      policy,
      {
        nowSeconds: epochSeconds(ports.currentTime()),
        metricValue: backlog,
        desiredCount: counts.desiredCount,
        currentCount: counts.inServiceCount,
        warmingCount: counts.pendingCount,
        terminatingCount: counts.terminatingCount,
        minCount,
        maxCount,
      },
      memory,
    );
    if (decision.desiredCount <= counts.desiredCount) continue;
    if ((await ports.memories.write(key, memory, decision.memory)) === 'taken') continue;
    await ports.setDesiredCount(group.groupName, decision.desiredCount);
    const { groupName } = group;
    const { reason } = decision;
    scalings.push({ groupName, fromCount: counts.desiredCount, toCount: decision.desiredCount, reason });
  }
  return scalings;
}

/** Only differences of it mean something to the policy. */
const epochSeconds = (time: string): Seconds => secondsBetween('1970-01-01T00:00:00.000Z', time);

export const memoriesIn = ({ client, tableName }: TableConnection): Memories => ({
  read: async key => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { jobId: key }, ConsistentRead: true }),
    );
    const lastActedSeconds: unknown = Item?.lastActedSeconds;
    return typeof lastActedSeconds === 'number' ? { lastActedSeconds } : {};
  },
  write: async (key, before, after) => {
    const seen = before.lastActedSeconds;
    try {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { jobId: key },
          UpdateExpression: 'SET lastActedSeconds = :acted',
          ConditionExpression:
            seen === undefined ? 'attribute_not_exists(lastActedSeconds)' : 'lastActedSeconds = :seen',
          ExpressionAttributeValues: {
            ':acted': after.lastActedSeconds,
            ...(seen === undefined ? {} : { ':seen': seen }),
          },
        }),
      );
      return 'written';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'taken';
      throw error;
    }
  },
});

/** Past the group's cooldown: the policy has an interval of its own. */
export const setDesiredCountBy =
  (client: AutoScalingClient): ScalePorts['setDesiredCount'] =>
  async (groupName, desiredCount) => {
    await client.send(
      new SetDesiredCapacityCommand({
        AutoScalingGroupName: groupName,
        DesiredCapacity: desiredCount,
        HonorCooldown: false,
      }),
    );
  };
