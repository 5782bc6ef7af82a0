/**
 * Arrivals from what AWS prints: `aws cloudwatch get-metric-data` and `get-metric-statistics` of NumberOfMessagesSent, and
 * messages of `aws sqs receive-message` with their SentTimestamp. These are whole JSON files, a few MB for a year.
 */
import { z } from 'zod';
import { SECONDS_PER_HOUR } from '../../hub/units.ts';
import { parseLocated } from '../../hub/yaml/parse-located.ts';
import type { Problem } from '../../hub/yaml/problem.ts';
import { problemsFromZod } from '../../hub/yaml/problems-from-zod.ts';
import { type Observations, report } from './observations.ts';
import { parseMoment } from './parse-moment.ts';
import { recordArrival, recordPeriod } from './record-arrivals.ts';

const count = z.number().nonnegative();
const moment = z.union([z.string(), z.number()]);

/** get-metric-data: one list per query, newest first unless asked otherwise. */
const metricData = z.looseObject({
  MetricDataResults: z
    .array(z.looseObject({ Label: z.string().optional(), Timestamps: z.array(moment), Values: z.array(count) }))
    .min(1),
});
/** get-metric-statistics, in no order. */
const metricStatistics = z.looseObject({
  Datapoints: z.array(z.looseObject({ Timestamp: moment, Sum: count })),
});
/** receive-message: the queue's own clock, milliseconds. */
const messages = z.looseObject({
  Messages: z.array(z.looseObject({ Attributes: z.looseObject({ SentTimestamp: moment }) })),
});

type Point = { readonly at: string | number; readonly count: number };

/** Reads the whole text; mistakes go to the observations. */
export function readMetricExport(text: string, file: string, observations: Observations): void {
  const refuse = (message: string, hint: string, path = '') =>
    report(observations, { file, line: 1, column: 1, path, message, hint });
  const value = parseJson(text);
  if (value === undefined) {
    refuse('must be the JSON that the AWS command line prints', 'export it again with --output json');
    return;
  }
  const data = metricData.safeParse(value).data;
  const statistics = metricStatistics.safeParse(value).data;
  const received = messages.safeParse(value).data;
  if (data !== undefined) {
    for (const { Timestamps, Values } of data.MetricDataResults) {
      const points = Timestamps.map((at, index) => ({ at, count: Values[index] ?? Number.NaN }));
      readPoints(points, observations, refuse);
    }
  } else if (statistics !== undefined) {
    const points = statistics.Datapoints.map(({ Timestamp, Sum }) => ({ at: Timestamp, count: Sum }));
    readPoints(points, observations, refuse);
  } else if (received !== undefined) {
    readMessages(received, observations, refuse);
  } else {
    for (const problem of problemsOf(text, file, value)) report(observations, problem);
  }
}

type Refuse = (message: string, hint: string, path?: string) => void;

function readPoints(points: readonly Point[], observations: Observations, refuse: Refuse): void {
  observations.lineCount += points.length;
  const sorted = points
    .map(({ at, count: arrived }) => ({ atSeconds: parseMoment(String(at)) ?? Number.NaN, arrived }))
    .sort((a, b) => a.atSeconds - b.atSeconds);
  if (sorted.some(({ atSeconds, arrived }) => Number.isNaN(atSeconds + arrived))) {
    refuse('must have a time and a number for each datapoint', 'export it again with --output json', 'Timestamps');
    return;
  }
  const gaps = sorted.slice(1).map(({ atSeconds }, index) => atSeconds - sorted[index]!.atSeconds);
  const periodSeconds = gaps.reduce((least, gap) => (gap > 0 ? Math.min(least, gap) : least), Infinity);
  if (periodSeconds === Infinity) {
    refuse(`must have two datapoints or more (saw ${sorted.length})`, 'ask for some days: --start-time, --end-time');
    return;
  }
  if (periodSeconds > SECONDS_PER_HOUR) {
    refuse(
      `must have a datapoint an hour or more often (saw one every ${periodSeconds} s)`,
      'export it again with a period of 300; CloudWatch keeps that for 63 days',
    );
    return;
  }
  for (const { atSeconds, arrived } of sorted) {
    recordPeriod(observations.arrivals, atSeconds, periodSeconds, arrived);
    observations.usedCount += 1;
  }
}

function readMessages({ Messages }: z.infer<typeof messages>, observations: Observations, refuse: Refuse): void {
  for (const [index, { Attributes }] of Messages.entries()) {
    observations.lineCount += 1;
    const sentSeconds = parseMoment(String(Attributes.SentTimestamp));
    if (sentSeconds === undefined) {
      refuse(
        `must be a time (saw '${Attributes.SentTimestamp}')`,
        'ask for it: --attribute-names SentTimestamp',
        `Messages[${index}]`,
      );
      continue;
    }
    recordArrival(observations.arrivals, sentSeconds);
    observations.usedCount += 1;
  }
}

function parseJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** With their places, by the reader that knows them; it is too slow for files that are right. */
function problemsOf(text: string, file: string, value: object): readonly Problem[] {
  const known = [metricData, metricStatistics, messages];
  const schema = known.find(each => Object.keys(each.shape).some(key => key in value));
  if (schema === undefined) {
    const message = `must hold MetricDataResults, Datapoints or Messages (saw ${Object.keys(value).slice(0, 5).join(', ')})`;
    return [
      { file, line: 1, column: 1, path: '', message, hint: 'docs/CALIBRATION.md has the commands to export with' },
    ];
  }
  const located = parseLocated(text, file);
  const error = schema.safeParse(value).error;
  return located.kind === 'problems' || error === undefined ? [] : problemsFromZod(error, located.located, schema);
}
