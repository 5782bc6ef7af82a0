/** What is noted of a queue at each look at it: how much lies there, who works on it, and since when too few do. */
import type { Count } from '../units.ts';
import type { QueueState } from './queue-state.ts';

type Seen = NonNullable<QueueState['seen']>;

/** A group of a fleet that serves the queue. */
export type SeenGroup = {
  readonly market: 'onDemand' | 'spot';
  readonly desiredCount: Count;
  readonly inServiceCount: Count;
};

export type Look = {
  readonly visibleCount: Count;
  readonly inFlightCount: Count;
  readonly groups: readonly SeenGroup[];
  readonly now: string;
};

/**
 * A shortage that was there at the last look has lasted since it was first seen; one that was not begins now.
 *
 * @param before what was noted last; undefined the first time
 * @example seeQueue(undefined, { ...look, groups: [{ market: 'spot', desiredCount: 3, inServiceCount: 1 }] }).workers
 *   // { desiredCount: 3, inServiceCount: 1, missingSince: look.now, spotMissingSince: look.now }
 */
export function seeQueue(before: Seen | undefined, { visibleCount, inFlightCount, groups, now }: Look): Seen {
  const { missingSince, spotMissingSince } = before?.workers ?? {};
  const since = (earlier: string | undefined, isMissing: boolean) => (isMissing ? (earlier ?? now) : undefined);
  const missing = since(missingSince, isShort(groups));
  const spotMissing = since(spotMissingSince, isShort(groups.filter(({ market }) => market === 'spot')));
  return {
    at: now,
    visibleCount,
    inFlightCount,
    workers: {
      desiredCount: groups.reduce((sum, group) => sum + group.desiredCount, 0),
      inServiceCount: groups.reduce((sum, group) => sum + group.inServiceCount, 0),
      ...(missing === undefined ? {} : { missingSince: missing }),
      ...(spotMissing === undefined ? {} : { spotMissingSince: spotMissing }),
    },
  };
}

const isShort = (groups: readonly SeenGroup[]): boolean =>
  groups.some(({ desiredCount, inServiceCount }) => inServiceCount < desiredCount);
