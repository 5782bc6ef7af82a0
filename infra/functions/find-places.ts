/** What a job would find that comes into a queue now: how many are before it, and how many have ever left. */
import type { Place } from '../../hub/job/job.ts';
import { UNSEEN_QUEUE } from '../../hub/job/queue-state.ts';
import type { Log } from './log.ts';
import type { CountMessages } from './queue-counts.ts';
import type { FindQueueStates } from './queue-states.ts';

/** By the queue's name in the plan. */
export type Places = Readonly<Record<string, Omit<Place, 'since'>>>;
export type FindPlaces = () => Promise<Places>;

export const findPlacesBy =
  (countMessages: CountMessages, findQueueStates: FindQueueStates): FindPlaces =>
  async () => {
    const [counts, states] = await Promise.all([countMessages(), findQueueStates()]);
    return Object.fromEntries(
      Object.entries(counts).map(([queue, { visibleCount }]) => [
        queue,
        { aheadCount: visibleCount, departedCount: (states[queue] ?? UNSEEN_QUEUE).departedCount },
      ]),
    );
  };

/** Places are estimates: no job is held up because they cannot be told. */
export async function placesOrNone(findPlaces: FindPlaces, log: Log): Promise<Places> {
  try {
    return await findPlaces();
  } catch (error) {
    log('WARN', 'places in the queues cannot be told', { error });
    return {};
  }
}
