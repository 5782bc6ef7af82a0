/**
 * The files that docs/CALIBRATION.md calibrates from: what a week of a small hub would leave behind. They are drawn, not
 * recorded, so that everybody may have them: times of text-to-image from a gamma distribution, of rigging from one with two
 * humps, arrivals from a curve of the day. Written in the form of the worker's log and of `aws cloudwatch get-metric-data`.
 */
import { writeFileSync } from 'node:fs';
import { later } from '../../../hub/job/times.ts';
import { createSampler } from '../../../sim/engine/sampler.ts';
import { createSubstream } from '../../../sim/engine/substream.ts';

const MONDAY = '2026-11-16T00:00:00.000Z';
const SECONDS_PER_HOUR = 3600;
const SECONDS_PER_WEEK = 604_800;
const JOBS = 160;
const STARTS = 9;

type LogLine = { readonly atSeconds: number; readonly particulars: object };

/** One object a line, as worker/log/create-log.ts writes them. */
export function workerLog(): string {
  const stream = (name: string) => createSubstream(6, 0, name, 0);
  const imageSeconds = createSampler({ kind: 'gamma', mean: 11.5, cv: 0.3 });
  // One mesh in three needs its holes closed, and takes half as long again.
  const rigSeconds = createSampler({
    kind: 'quantiles',
    table: [
      [0, 31],
      [0.6, 48],
      [0.66, 66],
      [0.95, 84],
      [1, 118],
    ],
  });
  const loadSeconds = createSampler({ kind: 'uniform', low: 9, high: 14 });
  const [images, rigs, loads] = [stream('images'), stream('rigs'), stream('loads')];
  const lines: LogLine[] = [];
  for (let job = 0; job < JOBS; job += 1) {
    const atSeconds = (job + 0.5) * (SECONDS_PER_WEEK / JOBS);
    const jobId = `job_${String(job).padStart(4, '0')}`;
    const made = (fleet: string, stage: string, after: number, seconds: number) =>
      lines.push({
        atSeconds: atSeconds + after,
        particulars: { fleet, instanceId: `i-${fleet}`, jobId, stage, busySeconds: round(seconds), msg: 'stage made' },
      });
    made('generation', 'text-to-image', 0, imageSeconds(images));
    made('rigging', 'rigging', 200, rigSeconds(rigs));
  }
  for (let start = 0; start < STARTS; start += 1) {
    const atSeconds = (start + 0.2) * (SECONDS_PER_WEEK / STARTS);
    const seconds = round(loadSeconds(loads));
    const common = { fleet: 'generation', instanceId: 'i-generation' };
    lines.push({ atSeconds, particulars: { ...common, msg: 'worker starts' } });
    lines.push({
      atSeconds: atSeconds + seconds,
      particulars: { ...common, seconds, groupName: 'sdxl', msg: 'models are loaded' },
    });
    lines.push({ atSeconds: atSeconds + seconds + 1, particulars: { ...common, msg: 'worker is ready' } });
  }
  return lines
    .sort((a, b) => a.atSeconds - b.atSeconds)
    .map(
      ({ atSeconds, particulars }) =>
        `${JSON.stringify({ level: 'info', time: later(MONDAY, atSeconds), stack: 'prod', ...particulars })}\n`,
    )
    .join('');
}

/** NumberOfMessagesSent of the generation queue, hour by hour for two weeks; weekends are busier. */
export function sentMessages(): string {
  const stream = createSubstream(6, 0, 'arrivals', 0);
  const hours = Array.from({ length: 14 * 24 }, (_, hour) => hour);
  const Values = hours.map(hour => {
    const isWeekend = Math.floor(hour / 24) % 7 >= 5;
    const mean = (isWeekend ? 60 : 30) * (1 + 0.9 * Math.cos(((hour % 24) - 19) * (Math.PI / 12)));
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * stream.normal()));
  });
  const Timestamps = hours.map(hour => later(MONDAY, hour * SECONDS_PER_HOUR).replace('.000Z', '+00:00'));
  return `${JSON.stringify({ MetricDataResults: [{ Id: 'sent', Label: 'NumberOfMessagesSent', Timestamps, Values, StatusCode: 'Complete' }] })}\n`;
}

const round = (seconds: number) => Math.round(seconds * 1000) / 1000;

if (import.meta.main) {
  writeFileSync(new URL('worker.jsonl', import.meta.url), workerLog());
  writeFileSync(new URL('sent.json', import.meta.url), sentMessages());
}
