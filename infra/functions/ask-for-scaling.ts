/**
 * Scaling on submit, the asking half: says that a fleet has got work, at most as often as its policy may act. The other half
 * decides (scale.ts). Whoever asks in vain has lost nothing: the fleet's alarms watch the same queue.
 */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { FunctionPlan } from '../../hub/plan/function-plan.ts';
import type { Seconds } from '../../hub/units.ts';
import { CALL_LIMITS } from './call-limits.ts';
import { monotonicSeconds } from './environment.ts';
import type { Log } from './log.ts';

export type AskForScaling = (queue: string) => Promise<void>;

export function askForScalingBy(plan: FunctionPlan, scaleQueueUrl: string | undefined, log: Log): AskForScaling {
  if (scaleQueueUrl === undefined) return async () => {};
  const client = new SQSClient(CALL_LIMITS);
  const askedAtSeconds = new Map<string, Seconds>();
  const ask = async (fleet: string) => {
    await client.send(new SendMessageCommand({ QueueUrl: scaleQueueUrl, MessageBody: JSON.stringify({ fleet }) }));
  };
  return async queue => {
    for (const { name, intervalSeconds } of scalingFleets(plan, queue)) {
      if (monotonicSeconds() - (askedAtSeconds.get(name) ?? -Infinity) < intervalSeconds) continue;
      askedAtSeconds.set(name, monotonicSeconds());
      await ask(name).catch(error => log('WARN', 'nobody was asked to scale', { fleet: name, error }));
    }
  };
}

/** The fleets that serve the queue and scale on submits, and how often each may. */
function scalingFleets({ fleets }: FunctionPlan, queue: string) {
  return fleets
    .filter(fleet => fleet.queues.includes(queue))
    .flatMap(({ name, base, burst }) => {
      const policies = [base, burst].flatMap(group => group?.policies ?? []);
      const intervals = policies.flatMap(policy =>
        policy.kind === 'scaleOnSubmit' ? [policy.minIntervalSeconds] : [],
      );
      return intervals.length === 0 ? [] : [{ name, intervalSeconds: Math.min(...intervals) }];
    });
}
