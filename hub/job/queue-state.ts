/**
 * What is known of a queue beside its jobs: one item of the job table. Workers count up who left it; a scheduled function
 * notes what SQS and Auto Scaling say. Nothing is decided on it that has to be exact.
 */
import * as z from 'zod';

const count = z.int().min(0);
const time = z.iso.datetime({ precision: 3 });

export const queueStateSchema = z.object({
  /** Jobs that ever left it, by being taken up or canceled. Only its growth means something. */
  departedCount: count.default(0),
  /** As it was seen last; absent before anybody looked. */
  seen: z
    .object({
      at: time,
      visibleCount: count,
      inFlightCount: count,
      /** Over all groups that serve the queue. */
      workers: z.object({
        desiredCount: count,
        inServiceCount: count,
        /** Since when more are wanted than there are. */
        missingSince: time.optional(),
        /** The same, of Spot alone. */
        spotMissingSince: time.optional(),
      }),
    })
    .optional(),
});
export type QueueState = Readonly<z.infer<typeof queueStateSchema>>;

/** Nothing is known of it yet. */
export const UNSEEN_QUEUE: QueueState = Object.freeze({ departedCount: 0 });

/** Key of the item: no job id looks like it. @example queueStateKey('rigging')   // 'queue#rigging' */
export const queueStateKey = (queue: string): string => `queue#${queue}`;
