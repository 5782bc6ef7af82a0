/**
 * How a worker says that an object is short-lived: with this tag, given with the put.
 *
 * Results and checkpoints of a job lie side by side, `jobs/{id}/{stage}/{inputHash}/...`, while S3 tells objects apart by
 * the beginning of their key or by a tag. So checkpoints, which are the objects of the stages within a queue, carry one. The
 * objects of a stage that ends a queue do not: the next queue's job needs them, which may wait for days, lie among the dead
 * letters, and be replayed. Everything without the tag is kept as long as the job's result: a worker that forgets it costs a
 * little storage and loses nothing.
 */
export const CHECKPOINT_TAG = Object.freeze({ key: 'asset-hub:retention', value: 'checkpoint' });
