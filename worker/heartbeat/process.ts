/**
 * The heartbeat process: holds messages for the worker that forked it. A process of its own, because a stage may block the
 * worker's thread for longer than a message stays hidden. It ends with the worker, however that ends: a dead worker's job must
 * come back.
 */
import { sqsClient, tableClient } from '../aws-clients.ts';
import { exitProcess, ignoreStops, onMessage, onParentGone, sendToParent } from '../environment.ts';
import { jobStoreIn } from '../loop/job-store.ts';
import { beatUntil } from './beat.ts';
import type { FromHeartbeat, Hold, ToHeartbeat } from './hold.ts';

const sqs = sqsClient();
const table = tableClient();
const tell = (message: FromHeartbeat) => sendToParent(message);

const held = new Map<string, { readonly stop: AbortController; readonly ended: Promise<void> }>();

function hold(order: Hold): void {
  const stop = new AbortController();
  const jobs = jobStoreIn(table, order.jobTable);
  const ended = beatUntil(order, { sqs, jobs }, stop.signal).then(reason => {
    if (reason !== undefined) tell({ kind: 'lost', leaseId: order.leaseId, reason });
  });
  held.set(order.leaseId, { stop, ended });
}

async function release(leaseId: string): Promise<void> {
  const beating = held.get(leaseId);
  beating?.stop.abort();
  await beating?.ended;
  held.delete(leaseId);
  tell({ kind: 'released', leaseId });
}

ignoreStops();
onMessage(message => {
  const order = message as ToHeartbeat;
  if (order.kind === 'hold') hold(order.hold);
  else void release(order.leaseId);
});
onParentGone(() => exitProcess(0));
