import * as assert from 'uvu/assert';
import { METRICS_NAMESPACE as FUNCTIONS_NAMESPACE } from '../../infra/functions/repair-metrics.ts';
import { check } from '../../test/kit/check.ts';
import { createLog, type Log, withParticulars } from './create-log.ts';
import { type Health, startHealthServer } from './health-server.ts';
import { METRICS_NAMESPACE, metricLine } from './metric-line.ts';
import { workerMetrics } from './worker-metrics.ts';

const PROMPT = 'a knight in rusty armour';
const TIME = '2026-11-27T20:00:00.000Z';

/** What a log writes while `use` has it. */
function linesOf(use: (log: Log) => void): readonly Record<string, unknown>[] {
  const lines: string[] = [];
  use(createLog({ bindings: { fleet: 'rigging' }, destination: { write: line => void lines.push(line) } }));
  return lines.map(line => JSON.parse(line));
}

check('the log', {
  'writes one line of JSON, with level and time as people read them': () => {
    const [line, ...more] = linesOf(log => log('warn', 'message transient', { jobId: 'job_1' }));
    assert.equal(more, []);
    const { time, ...rest } = line!;
    assert.equal(rest, { level: 'warn', fleet: 'rigging', jobId: 'job_1', msg: 'message transient' });
    assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  },
  'has job and stage in each line that was given them': () => {
    const lines = linesOf(log => {
      const ofJob = withParticulars(log, { jobId: 'job_1' });
      withParticulars(ofJob, { stage: 'matte' })('info', 'made');
      ofJob('info', 'done');
    });
    assert.equal(
      lines.map(({ jobId, stage }) => [jobId, stage]),
      [
        ['job_1', 'matte'],
        ['job_1', undefined],
      ],
    );
  },
  'has no prompt and no key, however deep': () => {
    const text = JSON.stringify(
      linesOf(log =>
        log('error', 'trouble', {
          job: { prompt: PROMPT, jobId: 'job_1' },
          received: [{ receiptHandle: 'AQEB-hush', body: PROMPT }],
          Authorization: 'Bearer hush',
          error: Object.assign(new Error('refused'), { $response: { body: PROMPT }, request: { token: 'hush' } }),
        }),
      ),
    );
    assert.not.match(text, /knight|hush/);
    assert.match(text, /job_1.*refused/);
  },
  'tells of an error what helps: its place, its cause, the request': () => {
    const error = new Error('not stored', { cause: new TypeError('no such thing') });
    Object.assign(error, { $metadata: { requestId: 'R1', httpStatusCode: 503, cfId: 'x' } });
    const [line] = linesOf(log => log('error', 'trouble', { error }));
    const said = line!.error as Record<string, unknown> & { cause: { name: string } };
    assert.equal([said.message, said.requestId, said.status, said.cause.name], ['not stored', 'R1', 503, 'TypeError']);
    assert.match(String(said.stack), /log\.test\.ts/);
  },
  'survives what goes round in circles': () => {
    const round: Record<string, unknown> = { jobId: 'job_1' };
    round.self = round;
    assert.is(linesOf(log => log('info', 'round', round)).length, 1);
  },
});

check('a metric line', {
  'is what CloudWatch specifies': () => {
    const metrics = { StageSeconds: { unit: 'Seconds', value: 12.5 } } as const;
    const line = metricLine({ dimensions: { service: 'prod', stage: 'matte' }, metrics, time: TIME });
    assert.equal(JSON.parse(line), {
      _aws: {
        Timestamp: Date.parse(TIME),
        CloudWatchMetrics: [
          {
            Namespace: 'AssetHub',
            Dimensions: [['service', 'stage']],
            Metrics: [{ Name: 'StageSeconds', Unit: 'Seconds' }],
          },
        ],
      },
      service: 'prod',
      stage: 'matte',
      StageSeconds: 12.5,
    });
    assert.not.match(line, /\n/);
  },
  'is in the namespace of the functions': () => assert.is(METRICS_NAMESPACE, FUNCTIONS_NAMESPACE),
  'that CloudWatch would drop is refused': () => {
    const line =
      (value: number, time = TIME) =>
      () =>
        metricLine({ dimensions: {}, metrics: { Some: { unit: 'Count', value } }, time });
    assert.throws(line(Number.NaN), /Some is no number/);
    assert.throws(line(1, 'now'), /needs a time/);
    assert.throws(() => metricLine({ dimensions: {}, metrics: {}, time: TIME }), /1 to 100 metrics/);
  },
  'is written for what SQS does not tell, and for nothing else': () => {
    const lines: string[] = [];
    const ports = { stack: 'prod', fleet: 'rigging', writeLine: (line: string) => void lines.push(line) };
    const metrics = workerMetrics({ ...ports, currentTime: () => TIME });
    for (const kind of ['done', 'drop', 'wait', 'drain', 'permanent'] as const) metrics.onOutcome(kind);
    metrics.onStage('matte', 2);
    const names = lines.map(line => JSON.parse(line)._aws.CloudWatchMetrics[0].Metrics[0].Name);
    assert.equal(names, ['JobsHandedBack', 'JobsFailed', 'StageSeconds']);
  },
});

const IDLE: Health = { state: 'in-service', isReady: true, job: undefined, pollAgeSeconds: 3 };
async function askHealth(health: Health, path = '/healthz') {
  const server = await startHealthServer(0, () => health);
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
  const body = await response.json();
  await server.stop();
  return { status: response.status, body };
}

check('the health of a worker', {
  'is told on the loopback': async () =>
    assert.equal(await askHealth(IDLE), {
      status: 200,
      body: { state: 'in-service', isReady: true, pollAgeSeconds: 3 },
    }),
  'is well while it works, however long': async () => {
    const job = { jobId: 'job_1', stage: 'rig', sinceSeconds: 900 };
    assert.is((await askHealth({ ...IDLE, job, pollAgeSeconds: 900 })).status, 200);
  },
  'is not when it neither works nor asks for work': async () =>
    assert.is((await askHealth({ ...IDLE, pollAgeSeconds: 91 })).status, 503),
  'is no page for other questions': async () => assert.is((await askHealth(IDLE, '/jobs')).status, 404),
  'is refused a port that is taken': async () => {
    const first = await startHealthServer(0, () => IDLE);
    let message = '';
    await startHealthServer(first.port, () => IDLE).catch((error: Error) => (message = error.message));
    await first.stop();
    assert.match(message, /EADDRINUSE/);
  },
});
