/**
 * One SQS standard queue. Invariant: a job has at most one message, and its state (visible, in flight, none) is counted
 * exactly once. Rules: AWS SQS developer guide, 2023-05-05 [H].
 *
 * Order: SQS promises none. Modelled as first come, first served, with a returned message back in its place at the
 * front, except from its third receive on, when it goes to the back (as the guide says of the oldest-age metric).
 */
import type { Seconds } from '../../hub/units.ts';
import { type JobTable, MESSAGE_IN_FLIGHT, MESSAGE_NONE, MESSAGE_VISIBLE } from './job-table.ts';
import type { QueueState } from './world.ts';

/** A message received this often or more no longer counts as the oldest; the guide's number. */
const RECEIVES_TO_BACK = 3;

/** SendMessage: a fresh message for a job, visible at once. */
export function sendMessage(queue: QueueState, jobs: JobTable, job: number, nowSeconds: Seconds): void {
  jobs.messageQueue[job] = queue.index;
  jobs.receiveCount[job] = 0;
  jobs.sentSeconds[job] = nowSeconds;
  jobs.messageState[job] = MESSAGE_VISIBLE;
  queue.visibleCount += 1;
  pushBack(queue, job);
}

/**
 * ReceiveMessage: takes the first visible message and counts the receive; -1 when nothing is visible. The caller asks
 * `exceedsReceiveCount` whether it is delivered or moved to the dead-letter queue.
 */
export function receiveMessage(queue: QueueState, jobs: JobTable): number {
  while (queue.length > 0) {
    const job = queue.ring[queue.head]!;
    queue.head = (queue.head + 1) & (queue.ring.length - 1);
    queue.length -= 1;
    if (jobs.messageState[job] !== MESSAGE_VISIBLE || jobs.messageQueue[job] !== queue.index) continue;
    queue.visibleCount -= 1;
    queue.inFlightCount += 1;
    jobs.messageState[job] = MESSAGE_IN_FLIGHT;
    jobs.receiveCount[job]! += 1;
    jobs.receipt[job]! += 1;
    return job;
  }
  return -1;
}

/** True when this receive is one too many: the message belongs in the dead-letter queue. */
export function exceedsReceiveCount(queue: QueueState, jobs: JobTable, job: number): boolean {
  return jobs.receiveCount[job]! > queue.plan.receiveCountMax;
}

/** DeleteMessage, whatever state the message is in. */
export function deleteMessage(queue: QueueState, jobs: JobTable, job: number): void {
  if (jobs.messageState[job] === MESSAGE_VISIBLE) queue.visibleCount -= 1;
  else if (jobs.messageState[job] === MESSAGE_IN_FLIGHT) queue.inFlightCount -= 1;
  jobs.messageState[job] = MESSAGE_NONE;
}

/** The visibility timeout ended, or was set to 0: the message is visible again. */
export function returnMessage(queue: QueueState, jobs: JobTable, job: number): void {
  jobs.messageState[job] = MESSAGE_VISIBLE;
  queue.inFlightCount -= 1;
  queue.visibleCount += 1;
  if (jobs.receiveCount[job]! >= RECEIVES_TO_BACK) pushBack(queue, job);
  else pushFront(queue, job);
}

/** ApproximateAgeOfOldestMessage: of the first visible message; 0 when there is none. */
export function oldestAgeSeconds(queue: QueueState, jobs: JobTable, nowSeconds: Seconds): Seconds {
  for (let offset = 0; offset < queue.length; offset += 1) {
    const job = queue.ring[(queue.head + offset) & (queue.ring.length - 1)]!;
    if (jobs.messageState[job] === MESSAGE_VISIBLE && jobs.messageQueue[job] === queue.index) {
      return nowSeconds - jobs.sentSeconds[job]!;
    }
  }
  return 0;
}

function pushBack(queue: QueueState, job: number): void {
  if (queue.length === queue.ring.length) growRing(queue);
  queue.ring[(queue.head + queue.length) & (queue.ring.length - 1)] = job;
  queue.length += 1;
}

function pushFront(queue: QueueState, job: number): void {
  if (queue.length === queue.ring.length) growRing(queue);
  queue.head = (queue.head - 1) & (queue.ring.length - 1);
  queue.ring[queue.head] = job;
  queue.length += 1;
}

/** Doubles the ring, straightening it so that the head is at 0. */
function growRing(queue: QueueState): void {
  const bigger = new Int32Array(queue.ring.length * 2);
  const firstPart = queue.ring.subarray(queue.head);
  bigger.set(firstPart);
  bigger.set(queue.ring.subarray(0, queue.head), firstPart.length);
  queue.ring = bigger;
  queue.head = 0;
}
