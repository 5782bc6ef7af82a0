/**
 * How a worker says that an object is short-lived: with this tag, given with the put.
 *
 * Results and checkpoints of a job lie side by side, `jobs/{id}/{stage}/{inputHash}/...`, while S3 tells objects apart by
 * the beginning of their key or by a tag. So checkpoints, which are the objects of every stage but the last, carry one, and
 * everything else of a job is kept as long as its result: a worker that forgets the tag costs a little storage and loses
 * nothing.
 */
export const CHECKPOINT_TAG = Object.freeze({ key: 'asset-hub:retention', value: 'checkpoint' });
