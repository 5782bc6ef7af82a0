/**
 * Submits over HTTP against the emulator: whether exactly the distinct jobs come of them, and what a submit costs a function
 * beside what it waits for AWS. The first is asserted; the second is reported, of one request after another, because what
 * waits in this process for others is not the function's own time.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { toEvent } from '../local/http/to-event.ts';
import { loadFunctions } from '../local/load-functions.ts';
import { account, submitMany } from '../test/api/load.ts';
import { openApi, type TestApi } from '../test/api/open-api.ts';
import type { Benchmark, Measurement } from './benchmark.ts';

const NAME = 'api-load';

/** How many messages were sent in this process, or sent again. */
function watchSends(): () => number {
  let count = 0;
  subscribe('http.client.request.start', message => {
    const { request } = message as { readonly request: ClientRequest };
    if (request.getHeader('x-amz-target') === 'AmazonSQS.SendMessage') count += 1;
  });
  return () => count;
}

/** Milliseconds in which at least one call to the emulator was under way. */
function watchCalls(): () => number {
  let openCount = 0;
  let begunAt = 0;
  let total = 0;
  subscribe('http.client.request.start', () => {
    if (openCount++ === 0) begunAt = performance.now();
  });
  subscribe('http.client.response.finish', () => {
    if (--openCount === 0) total += performance.now() - begunAt;
  });
  return () => total;
}

/** @returns milliseconds of each submit beside its calls, in order of size */
async function ownMilliseconds(api: TestApi, count: number): Promise<number[]> {
  const { submit } = (await loadFunctions(api.plan, api.wiring)).api;
  const calledMilliseconds = watchCalls();
  const own: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const headers = { 'content-type': 'application/json', 'idempotency-key': `own-${index}` };
    const event = toEvent(
      { method: 'POST', url: '/v1/jobs', headers },
      {
        routeKey: 'POST /v1/jobs',
        id: undefined,
        claims: { sub: 'ada' },
        body: Buffer.from(JSON.stringify({ prompt: `a fox knight, number ${index}` })),
        requestId: `own-${index}`,
        nowMilliseconds: Date.now(),
      },
    );
    const [startedAt, calledBefore] = [performance.now(), calledMilliseconds()];
    const { statusCode } = await submit(event);
    if (statusCode !== 202) throw new Error(`a submit was answered ${statusCode}`);
    own.push(performance.now() - startedAt - (calledMilliseconds() - calledBefore));
  }
  return own.sort((left, right) => left - right);
}

export const apiLoad: Benchmark = {
  name: NAME,
  async run({ isQuick }): Promise<Measurement[]> {
    process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';
    const submitCount = isQuick ? 300 : 10_000;
    const callerCount = isQuick ? 30 : 200;
    const api = await openApi(plan => ({
      ...plan,
      admission: { ...plan.admission, jobsInSystemMax: 0, jobsPerCallerMax: submitCount },
    }));
    const sendCount = watchSends();
    const report = await submitMany(api, {
      submitCount,
      callerCount,
      twiceRatio: 0.05,
      impatientRatio: 0.05,
      patienceSeconds: 0.05,
    });
    const sentCount = sendCount();
    const found = await account(api, report.toldIds);
    // An emulator that is overrun takes a message and answers too late; it is sent again, as it would be on AWS, and there are two.
    // A worker that gets the second one drops it.
    const twiceCount = found.messageCount - submitCount;
    const isExplained =
      twiceCount >= 0 && twiceCount <= sentCount - submitCount && found.wrongMessageCount <= twiceCount;
    const wrongCount =
      Math.abs(found.jobCount - submitCount) +
      (isExplained ? 0 : Math.max(1, found.wrongMessageCount)) +
      found.wrongOwnerCount +
      found.strangerCount +
      report.splitCount +
      report.oddViews.length;
    if (wrongCount > 0)
      throw new Error(`not every job was made exactly once: ${JSON.stringify({ ...report, ...found })}`);
    const ownCount = isQuick ? 100 : 1000;
    const cpuBefore = process.cpuUsage();
    const own = await ownMilliseconds(api, ownCount);
    const cpu = process.cpuUsage(cpuBefore);
    await api.stop();
    const at = (ratio: number): number => own[Math.min(own.length - 1, Math.floor(own.length * ratio))]!;
    return [
      { benchmark: NAME, metric: 'distinct jobs', value: found.jobCount, unit: 'jobs' },
      { benchmark: NAME, metric: 'requests', value: report.requestCount, unit: 'requests' },
      {
        benchmark: NAME,
        metric: 'sends repeated for want of an answer',
        value: sentCount - submitCount,
        unit: 'sends',
      },
      { benchmark: NAME, metric: 'messages that came twice by it', value: twiceCount, unit: 'messages' },
      { benchmark: NAME, metric: 'given up early', value: report.givenUpCount, unit: 'requests' },
      {
        benchmark: NAME,
        metric: 'speed, emulator included',
        value: report.requestCount / report.seconds,
        unit: 'requests/s',
      },
      { benchmark: NAME, metric: 'submit beside calls, p50', value: at(0.5), unit: 'ms' },
      { benchmark: NAME, metric: 'submit beside calls, p99', value: at(0.99), unit: 'ms' },
      {
        benchmark: NAME,
        metric: 'processor per submit, mean',
        value: (cpu.user + cpu.system) / 1000 / ownCount,
        unit: 'ms',
      },
    ];
  },
};
