/**
 * A thread of the model host that ends it when the worker has died. The channel says so, too, but only between two runs: this
 * thread is not held up by one. Invariant: no model host outlives its worker by more than `PERIOD_SECONDS`.
 */
import { workerData } from 'node:worker_threads';
import { killOwnProcess, parentProcessId } from '../environment.ts';

const PERIOD_SECONDS = 0.25;

setInterval(() => {
  if (parentProcessId() !== workerData) killOwnProcess();
}, PERIOD_SECONDS * 1000);
