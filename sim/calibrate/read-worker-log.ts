/**
 * The worker's own log, line by line, however it was brought here: as it was written, with a time before each line
 * (`aws logs tail`, exports to S3), or as the messages of `aws logs filter-log-events`. What it looks for is written by
 * worker/stages/observe-stages.ts, worker/run-worker.ts and worker/log/worker-metrics.ts.
 */
import { STAGE_NAMES, type StageName } from '../../hub/plan/stage-names.ts';
import type { Count, Seconds } from '../../hub/units.ts';
import { didYouMean } from '../../hub/yaml/did-you-mean.ts';
import type { LineReader } from './line-reader.ts';
import { emptyRecord, isDuration, type Observations, type Recorded, record, recordOf, report } from './observations.ts';
import { parseMoment } from './parse-moment.ts';

/** Lines without one of these are not parsed: most of a log is about something else. */
const INTERESTING = /stage made|models are loaded|worker starts|worker is ready|StageSeconds|LoadSeconds/;
/** `"message": "..."`, one line of the events that filter-log-events prints. */
const MESSAGE_LINE = /^\s*"message":\s*("(?:[^"\\]|\\.)*"),?\s*$/;

type Line = Readonly<Record<string, unknown>>;

/** Metrics say the same as the log's lines, so they count only where a log has no lines of that kind. */
type Metrics = { readonly stages: Map<StageName, Recorded>; readonly loads: Recorded };

/**
 * @param instanceType only what was made on it counts; undefined: everything
 * @example createWorkerLogReader('worker.log', observations).line(text, 1)
 */
export function createWorkerLogReader(file: string, observations: Observations, instanceType?: string): LineReader {
  const metrics: Metrics = { stages: new Map(), loads: emptyRecord() };
  const before = new Map([...observations.stageSeconds].map(([stage, { values }]) => [stage, values.length]));
  const loadCountBefore = observations.loadSeconds.values.length;
  const loading = new Map<unknown, Seconds>();
  return {
    line(text, line) {
      observations.lineCount += 1;
      if (!INTERESTING.test(text)) return;
      const value = parseLine(text);
      if (value === undefined) return;
      if (!isWanted(value, observations, instanceType)) return;
      const { problemCount } = observations;
      const isUsed = '_aws' in value ? readMetric(value, metrics) : readEvent(value, loading, observations);
      if (typeof isUsed === 'object') report(observations, { file, line, column: 1, ...isUsed });
      else if (isUsed && problemCount === observations.problemCount) observations.usedCount += 1;
    },
    end() {
      for (const [stage, recorded] of metrics.stages) {
        const into = recordOf(observations, stage);
        if (into.values.length === (before.get(stage) ?? 0)) append(into, recorded);
      }
      if (observations.loadSeconds.values.length === loadCountBefore) append(observations.loadSeconds, metrics.loads);
    },
  };
}

/** Counts a line by the type it was written on. Metric lines do not say theirs, and say nothing that other lines do not. */
function isWanted(line: Line, { countByInstanceType }: Observations, wanted: string | undefined): boolean {
  if ('_aws' in line) return wanted === undefined;
  const type = typeof line.instanceType === 'string' ? line.instanceType : '';
  if (line.msg === 'stage made' || line.msg === 'worker is ready')
    countByInstanceType.set(type, (countByInstanceType.get(type) ?? 0) + 1);
  return wanted === undefined || type === wanted;
}

function parseLine(text: string): Line | undefined {
  const message = MESSAGE_LINE.exec(text)?.[1];
  const plain = message === undefined ? text : String(JSON.parse(message));
  const start = plain.indexOf('{');
  if (start === -1) return undefined;
  try {
    return JSON.parse(plain.slice(start)) as Line;
  } catch {
    // Cut off, or not ours: other programs log to the same place.
    return undefined;
  }
}

type Mistake = { readonly path: string; readonly message: string; readonly hint: string };

const wrongTime = (path: string, saw: unknown): Mistake => ({
  path,
  message: `must be a number of seconds >= 0 (saw ${JSON.stringify(saw)})`,
  hint: 'take the line out, or see what the worker did there',
});

/** @returns whether the line says something, or what is wrong with it */
function readEvent(line: Line, loading: Map<unknown, Seconds>, observations: Observations): boolean | Mistake {
  const { msg, instanceId } = line;
  const atSeconds = parseMoment(String(line.time));
  switch (msg) {
    case 'stage made': {
      const { stage, busySeconds } = line;
      if (!isStage(stage)) return unknownStage(stage);
      if (!isDuration(busySeconds)) return wrongTime('busySeconds', busySeconds);
      if (atSeconds === undefined) return noTime(line.time);
      record(recordOf(observations, stage), busySeconds, atSeconds);
      return true;
    }
    case 'worker starts':
      loading.set(instanceId, 0);
      return true;
    case 'models are loaded': {
      if (!isDuration(line.seconds)) return wrongTime('seconds', line.seconds);
      // A log that begins in the middle of a start knows only a part of it.
      const sum = loading.get(instanceId);
      if (sum !== undefined) loading.set(instanceId, sum + line.seconds);
      return true;
    }
    case 'worker is ready': {
      const sum = loading.get(instanceId);
      if (atSeconds === undefined) return noTime(line.time);
      if (sum !== undefined) record(observations.loadSeconds, sum, atSeconds);
      loading.delete(instanceId);
      return true;
    }
    default:
      return false;
  }
}

function readMetric(line: Line, { stages, loads }: Metrics): boolean | Mistake {
  const { stage, StageSeconds, LoadSeconds } = line;
  const atSeconds = parseMoment(String((line._aws as { readonly Timestamp?: unknown } | null)?.Timestamp));
  if (atSeconds === undefined) return noTime(line._aws);
  if (StageSeconds !== undefined) {
    if (!isStage(stage)) return unknownStage(stage);
    if (!isDuration(StageSeconds)) return wrongTime('StageSeconds', StageSeconds);
    const into = stages.get(stage) ?? emptyRecord();
    stages.set(stage, into);
    record(into, StageSeconds, atSeconds);
    return true;
  }
  if (LoadSeconds === undefined) return false;
  if (!isDuration(LoadSeconds)) return wrongTime('LoadSeconds', LoadSeconds);
  record(loads, LoadSeconds, atSeconds);
  return true;
}

export const isStage = (stage: unknown): stage is StageName => (STAGE_NAMES as readonly unknown[]).includes(stage);

export const unknownStage = (stage: unknown): Mistake => ({
  path: 'stage',
  message: `must be a stage of the pipeline (saw ${JSON.stringify(stage)})`,
  hint: didYouMean(String(stage), STAGE_NAMES),
});

const noTime = (saw: unknown): Mistake => ({
  path: 'time',
  message: `must say when, as 2026-11-28T01:00:00Z (saw ${JSON.stringify(saw)})`,
  hint: 'give the log as the worker writes it',
});

function append(into: Recorded, { atSeconds, values }: Recorded): void {
  for (let index: Count = 0; index < values.length; index += 1) record(into, values[index]!, atSeconds[index]);
}
