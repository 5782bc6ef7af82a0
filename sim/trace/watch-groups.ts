/** What happens to groups: launches that fail, and the minute's counts. */
import type { Seconds } from '../../hub/units.ts';
import { LAUNCH_RETRY, REFILL_RETRY } from '../model/event-kinds.ts';
import type { TraceEvent } from './trace-event.ts';
import type { Watch } from './watch.ts';

/** A failure of a retry is its group's; another one belongs to the group that has begun to wait for a retry. */
export function* launchFailures(watch: Watch, atSeconds: Seconds): Generator<TraceEvent> {
  const { calendar, counts, groups } = watch.world;
  const { launchFailuresCapacity, launchFailuresQuota } = counts;
  const why = launchFailuresQuota > watch.quotaFailureCount ? 'quota' : 'capacity';
  const isNew = why === 'quota' || launchFailuresCapacity > watch.capacityFailureCount;
  watch.capacityFailureCount = launchFailuresCapacity;
  watch.quotaFailureCount = launchFailuresQuota;
  for (const { index, launchBackoff, refillBackoff } of groups) {
    const kinds = [
      { pending: launchBackoff.pending, retry: LAUNCH_RETRY, at: 2 * index },
      { pending: refillBackoff.pending, retry: REFILL_RETRY, at: 2 * index + 1 },
    ];
    for (const { pending, retry, at } of kinds) {
      const isRetried = calendar.kind === retry && calendar.entity === index;
      const isTold = isNew && pending && (isRetried || watch.backoffs[at] !== true);
      watch.backoffs[at] = pending;
      if (isTold) yield { kind: 'launchFailed', atSeconds, group: index, why };
    }
  }
}

/** The row that the minute has added to the timeline. */
export function sampleOf(watch: Watch, atSeconds: Seconds): TraceEvent {
  const { timeline, groups } = watch.world;
  const row = watch.minuteCount;
  watch.minuteCount += 1;
  const at = (columns: readonly (readonly number[])[]) => columns.map(column => column[row]!);
  return {
    kind: 'sample',
    atSeconds,
    backlog: at(timeline.backlog),
    desired: groups.map(({ desiredCount }) => desiredCount),
    inService: at(timeline.inService),
    pending: at(timeline.pending),
    warmPooled: at(timeline.warmPooled),
  };
}
