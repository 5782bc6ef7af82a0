import { PassThrough } from 'node:stream';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { createLog } from '../../worker/log/create-log.ts';
import { workerMetrics } from '../../worker/log/worker-metrics.ts';
import { observeStages } from '../../worker/stages/observe-stages.ts';
import { calibrate } from './calibration.ts';
import { emptyObservations, type Observations } from './observations.ts';
import { parseMoment } from './parse-moment.ts';
import { type CsvColumns, createCsvReader } from './read-csv-log.ts';
import { readMetricExport } from './read-metric-export.ts';
import { createWorkerLogReader } from './read-worker-log.ts';

const AT = '2026-11-28T01:00:00.000Z';
const AT_SECONDS = Date.parse(AT) / 1000;

function fromLog(lines: readonly string[], instanceType?: string): Observations {
  const observations = emptyObservations();
  const reader = createWorkerLogReader('worker.log', observations, instanceType);
  for (const [index, text] of lines.entries()) reader.line(text, index + 1);
  reader.end();
  return observations;
}

function fromCsv(text: string, columns: Partial<CsvColumns> = {}): Observations {
  const observations = emptyObservations();
  const reader = createCsvReader('t.csv', { names: {}, stage: undefined, ...columns }, observations);
  for (const [index, line] of text.split('\n').entries()) reader.line(line, index + 1);
  reader.end();
  return observations;
}

function fromExport(value: unknown): Observations {
  const observations = emptyObservations();
  readMetricExport(typeof value === 'string' ? value : JSON.stringify(value), 'sent.json', observations);
  return observations;
}

/** The first mistake, as `file:line path message`. */
function mistake({ problems }: Observations): string {
  const [first] = problems;
  return first === undefined ? 'none' : `${first.file}:${first.line} ${first.path} ${first.message}`;
}

const line = (more: object) => JSON.stringify({ level: 'info', time: AT, instanceId: 'i-1', ...more });
const made = (stage: string, busySeconds: unknown) => line({ msg: 'stage made', stage, busySeconds });
const loaded = (seconds: number, instanceId = 'i-1') => line({ msg: 'models are loaded', seconds, instanceId });
const starts = (instanceId = 'i-1') => line({ msg: 'worker starts', instanceId });
const ready = (instanceId = 'i-1') => line({ msg: 'worker is ready', instanceId });

/** What the worker's own code writes when it makes a stage. */
async function writtenByWorker(busySeconds: number): Promise<readonly string[]> {
  const destination = new PassThrough();
  const lines: string[] = [];
  const log = createLog({ bindings: { stack: 'prod', instanceId: 'i-1', instanceType: 'g5.xlarge' }, destination });
  const metrics = workerMetrics({
    stack: 'prod',
    fleet: 'all',
    writeLine: text => lines.push(text),
    currentTime: () => AT,
  });
  const outcome = { kind: 'made', result: { busySeconds } };
  const stages = { run: async () => outcome } as unknown as Parameters<typeof observeStages>[0];
  const observed = observeStages(stages, { log, metrics, monotonicSeconds: () => 0 });
  await observed.stages.run('matte', { input: { job: { jobId: 'job_1' } } } as never);
  metrics.onReady(4.5);
  return [...String(destination.read()).trimEnd().split('\n'), ...lines];
}

check('a log of a worker', {
  'is read as the worker writes it, each stage once although its metric is there, too': async () => {
    const { stageSeconds, loadSeconds, usedCount } = fromLog(await writtenByWorker(12.5));
    assert.equal(stageSeconds.get('matte')!.values, [12.5]);
    assert.equal(loadSeconds.values, [4.5]);
    assert.is(usedCount, 3);
  },
  'is read from metrics alone where it has nothing else': async () => {
    const metrics = (await writtenByWorker(12.5)).filter(text => text.includes('_aws'));
    const { stageSeconds } = fromLog(metrics);
    assert.equal([stageSeconds.get('matte')!.values, stageSeconds.get('matte')!.atSeconds], [[12.5], [AT_SECONDS]]);
  },
  'is read with a time before each line, and as the messages of filter-log-events': () => {
    const lines = [
      `2026-11-28T01:00:00 ${made('matte', 1)}`,
      `      "message": ${JSON.stringify(made('matte', 2))},`,
      made('matte', 3),
      'stage made by somebody else {',
    ];
    assert.equal(fromLog(lines).stageSeconds.get('matte')!.values, [1, 2, 3]);
  },
  'adds up the loads of one start, of each instance for itself': () => {
    const lines = [
      starts('i-1'),
      starts('i-2'),
      loaded(3, 'i-1'),
      loaded(10, 'i-2'),
      loaded(4, 'i-1'),
      ready('i-2'),
      ready('i-1'),
    ];
    assert.equal(fromLog(lines).loadSeconds.values, [10, 7]);
  },
  'counts by instance type, and takes one type alone if it is told to': async () => {
    const g5 = await writtenByWorker(12.5);
    const all = fromLog([...g5, made('matte', 3)]);
    assert.equal(
      [...all.countByInstanceType],
      [
        ['g5.xlarge', 1],
        ['', 1],
      ],
    );
    assert.equal(all.stageSeconds.get('matte')!.values, [12.5, 3]);
    const taken = fromLog([...g5, made('matte', 3)], 'g5.xlarge');
    assert.equal([...taken.countByInstanceType], [...all.countByInstanceType]);
    assert.equal([taken.stageSeconds.get('matte')!.values, taken.loadSeconds.values], [[12.5], []]);
    assert.equal([...fromLog(g5, 'g4dn.xlarge').stageSeconds], []);
  },
  'leaves out a start of which it has only the end': () =>
    assert.equal(fromLog([loaded(3), ready()]).loadSeconds.values, []),
  'names the line of a time that is none': () => {
    assert.is(
      mistake(fromLog(['x', made('matte', -1)])),
      'worker.log:2 busySeconds must be a number of seconds >= 0 (saw -1)',
    );
    assert.is(
      mistake(fromLog([made('matte', null)])),
      'worker.log:1 busySeconds must be a number of seconds >= 0 (saw null)',
    );
    assert.is(mistake(fromLog([made('mate', 1)])), 'worker.log:1 stage must be a stage of the pipeline (saw "mate")');
  },
});

check('a table', {
  'has the columns it says, in milliseconds where their names say so': () => {
    const { loadSeconds } = fromCsv('t_s,base_model_load_ms\n0,2500\n9,1000\n', {
      names: { load: 'base_model_load_ms', at: 't_s' },
    });
    assert.equal(
      [loadSeconds.atSeconds, loadSeconds.values],
      [
        [0, 9],
        [2.5, 1],
      ],
    );
  },
  'tells stages apart by a column, or is of one': () => {
    assert.equal([...fromCsv('stage,seconds\nmatte,1\nrigging,2').stageSeconds.keys()], ['matte', 'rigging']);
    assert.equal(fromCsv('seconds\n5', { stage: 'matte' }).stageSeconds.get('matte')!.values, [5]);
  },
  'refuses negative times, NaN and empty cells by their line': () => {
    for (const cell of ['-3', 'NaN', '', 'Infinity']) {
      assert.is(
        mistake(fromCsv(`seconds\n1\n${cell}x`.replace(/x$/, ','), { stage: 'matte' })),
        `t.csv:3 seconds must be a number >= 0 (saw '${cell}')`,
      );
    }
  },
  'refuses a row whole': () => {
    const { arrivals, stageSeconds } = fromCsv('arrival,seconds\n10,-1', { stage: 'matte' });
    assert.equal([arrivals.countByStart.size, stageSeconds.size], [0, 0]);
  },
  'says which columns there are': () => {
    assert.is(mistake(fromCsv('a,b\n1,2')), 't.csv:1  has no column that is known (saw a, b)');
    assert.is(mistake(fromCsv('a,b\n1,2', { names: { arrival: 'c' } })), "t.csv:1  must have a column 'c' (saw a, b)");
    assert.match(mistake(fromCsv('seconds\n1')), /nothing says of which stage/);
  },
});

check('an export of CloudWatch or SQS', {
  'counts the messages of each period': () => {
    const { arrivals } = fromExport({
      MetricDataResults: [{ Id: 'm1', Timestamps: ['2026-11-28T01:05:00Z', AT], Values: [3, 40] }],
    });
    assert.equal(
      [...arrivals.countByStart],
      [
        [AT_SECONDS, 40],
        [AT_SECONDS + 300, 3],
      ],
    );
    assert.equal([arrivals.periodSeconds, arrivals.toSeconds - arrivals.fromSeconds], [300, 600]);
  },
  'adds minutes up to five of them': () => {
    const Datapoints = [0, 60, 120, 300].map(after => ({
      Timestamp: new Date((AT_SECONDS + after) * 1000).toISOString(),
      Sum: 2,
    }));
    assert.equal([...fromExport({ Label: 'NumberOfMessagesSent', Datapoints }).arrivals.countByStart.values()], [6, 2]);
  },
  'takes the time at which a message was sent': () => {
    const Messages = [{ Attributes: { SentTimestamp: String(AT_SECONDS * 1000 + 1500) } }];
    assert.equal([...fromExport({ Messages }).arrivals.countByStart], [[AT_SECONDS, 1]]);
  },
  'refuses what is no export, a negative count with its line, and too coarse a period': () => {
    assert.match(mistake(fromExport('hello')), /must be the JSON that the AWS command line prints/);
    assert.match(mistake(fromExport({ a: 1 })), /must hold MetricDataResults, Datapoints or Messages \(saw a\)/);
    const negative =
      '{"Datapoints": [\n{"Timestamp": "2026-11-28T01:00:00Z", "Sum": 1},\n{"Timestamp": "2026-11-28T02:00:00Z", "Sum": -1}]}';
    assert.match(mistake(fromExport(negative)), /^sent.json:3 Datapoints\[1\].Sum must be >= 0/);
    const daily = { MetricDataResults: [{ Timestamps: [AT, '2026-11-29T01:00:00Z'], Values: [1, 2] }] };
    assert.match(mistake(fromExport(daily)), /a datapoint an hour or more often \(saw one every 86400 s\)/);
  },
});

check('parseMoment', {
  'reads dates of any zone, and those without one as UTC': () => {
    assert.equal(['2026-11-28T02:00:00+01:00', '2026-11-28 01:00:00', AT].map(parseMoment), [
      AT_SECONDS,
      AT_SECONDS,
      AT_SECONDS,
    ]);
  },
  'tells milliseconds since 1970 from seconds': () =>
    assert.equal(['1700000000', '1700000000000', '12.5', 'x', ''].map(parseMoment), [
      1.7e9,
      1.7e9,
      12.5,
      undefined,
      undefined,
    ]),
});

check('calibrate', {
  'refuses what is too small, by name, and fits the rest': () => {
    const lines = [...Array.from({ length: 120 }, (_, index) => made('rigging', 40 + (index % 13))), made('matte', 1)];
    const { fitted, refused } = calibrate(fromLog(lines), 0);
    assert.equal(
      fitted.map(({ subject }) => subject),
      [{ kind: 'stage', stage: 'rigging' }],
    );
    assert.equal(refused, ['matte has 1 times, and needs 100: below that its p95 rests on fewer than five']);
  },
  'refuses arrivals of less than a day': () => {
    const text = ['arrival', ...Array.from({ length: 200 }, (_, index) => index * 60)].join('\n');
    assert.match(calibrate(fromCsv(text), 0).refused.join(), /arrivals span 3.3 h, and need a day/);
  },
});
