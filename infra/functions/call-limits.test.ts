import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import * as assert from 'uvu/assert';
import { queueMessage } from '../../hub/job/queue-message.ts';
import { callsOf } from '../../test/aws-calls/aws-calls.ts';
import { check } from '../../test/kit/check.ts';
import { API_ENTRIES } from '../api/routes.ts';
import { REQUEST_TIMEOUT_SECONDS } from '../api/time-limits.ts';
import { ADVANCE_TIMEOUT_SECONDS } from '../events/delivery.ts';
import { CALL_SECONDS_MAX, REQUEST_CALL_COUNT_MAX } from './call-limits.ts';
import { connectTable } from './connect-table.ts';
import { findJobIn } from './find-job.ts';
import { sendMessageTo } from './send-message.ts';

/** Runs `call` against an AWS that takes every connection and never says a word. */
async function againstSilence(call: (endpoint: string) => Promise<unknown>) {
  const sockets = new Set<Socket>();
  const server = createServer(socket => sockets.add(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'us-east-1' };
  Object.assign(process.env, { AWS_ENDPOINT_URL: endpoint, ...credentials });
  const start = performance.now();
  const error = await call(endpoint).catch((thrown: Error) => thrown);
  const seconds = (performance.now() - start) / 1000;
  for (const socket of sockets) socket.destroy();
  server.close();
  return { error: error as Error, seconds, connectionCount: sockets.size };
}

/** A busy machine may be late, but a call without a limit would hang for ever. */
const SLACK_SECONDS = 5;

check('a call', {
  'to a table that is silent fails in time, after three attempts': async () => {
    const call = () => findJobIn(connectTable('jobs'))('x', 'exact');
    const { error, seconds, connectionCount } = await againstSilence(call);
    assert.is(error.name, 'TimeoutError');
    assert.is(connectionCount, 3);
    assert.ok(seconds < CALL_SECONDS_MAX + SLACK_SECONDS, `${seconds} s`);
  },
  'to a queue that is silent fails in time, after three attempts': async () => {
    const message = queueMessage({ jobId: 'x', queue: 'generation', turn: 1 });
    const call = (endpoint: string) => sendMessageTo({ generation: `${endpoint}/1/generation` })(message);
    const { error, seconds, connectionCount } = await againstSilence(call);
    assert.is(error.name, 'TimeoutError');
    assert.is(connectionCount, 3);
    assert.ok(seconds < CALL_SECONDS_MAX + SLACK_SECONDS, `${seconds} s`);
  },
});

check('the time a function has', {
  'is enough for every request, even if each call needs all of its own': () => {
    assert.ok(REQUEST_CALL_COUNT_MAX * CALL_SECONDS_MAX < REQUEST_TIMEOUT_SECONDS);
    for (const entry of API_ENTRIES) {
      assert.ok(callsOf(entry).length <= REQUEST_CALL_COUNT_MAX, entry);
    }
  },
  'is enough to advance a job that twice moved meanwhile': () => {
    const [find, change, send, note, ask] = [3, 3, 1, 1, 1];
    // The reconciler takes a job for abandoned after a minute.
    assert.ok(ADVANCE_TIMEOUT_SECONDS < 60);
    assert.ok((find + change + send + note + ask) * CALL_SECONDS_MAX < ADVANCE_TIMEOUT_SECONDS);
  },
});
