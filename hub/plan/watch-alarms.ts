/** Alarms that call a person; those that scale are in `alarmsOf`. Each watches one metric. */
import type { Seconds } from '../units.ts';
import type { HubPlan } from './hub-plan.ts';

export type WatchAlarm =
  /** Its oldest message has waited longer than anybody planned. */
  | { readonly kind: 'oldest-age'; readonly queue: string; readonly thresholdSeconds: Seconds }
  /** A job was given up: its message went to the dead-letter queue. */
  | { readonly kind: 'dead-letters'; readonly queue: string }
  /** An event about a finished stage could not be handled: its job stands still. */
  | { readonly kind: 'lost-events' }
  /** The API fails its callers: no job may be coming in, and no queue would show it. */
  | { readonly kind: 'api-errors' };

/**
 * Which alarms watch a hub, in a fixed order.
 *
 * @example watchAlarmsOf(plan)   // [{ kind: 'oldest-age', queue: 'generation', thresholdSeconds: 3600 }, ...]
 */
export function watchAlarmsOf({ queues, observability }: Pick<HubPlan, 'queues' | 'observability'>): WatchAlarm[] {
  const { oldestAgeAlarmSeconds: thresholdSeconds } = observability;
  const ofQueues = queues.flatMap(({ name: queue }): WatchAlarm[] => [
    ...(thresholdSeconds > 0 ? [{ kind: 'oldest-age', queue, thresholdSeconds } as const] : []),
    { kind: 'dead-letters', queue },
  ]);
  return [...ofQueues, { kind: 'lost-events' }, { kind: 'api-errors' }];
}
