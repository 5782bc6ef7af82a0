/** Files to calibrate from, read line by line: a log of gigabytes takes the memory of its times alone. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { HubError } from '../hub/errors.ts';
import type { LineReader } from '../sim/calibrate/line-reader.ts';
import { emptyObservations, type Observations } from '../sim/calibrate/observations.ts';
import { createCsvReader } from '../sim/calibrate/read-csv-log.ts';
import { readMetricExport } from '../sim/calibrate/read-metric-export.ts';
import { createWorkerLogReader } from '../sim/calibrate/read-worker-log.ts';
import type { FileFormat } from './calibrate-flags.ts';
import { createProgress } from './progress.ts';
import { readText, unreadable } from './read-text.ts';

const HEAD_BYTES = 4096;
const MEGABYTE = 1e6;
/** Lines between two looks at the clock and at Ctrl-C. */
const LINES_PER_LOOK = 1000;

/** @throws HubError FILE_UNREADABLE, or TRACE_INVALID for a file with nothing in it; what is wrong in a file is in the result */
export async function readObservations(
  files: readonly string[],
  format: FileFormat,
  folder: string,
  signal: AbortSignal,
): Promise<Observations> {
  const observations = emptyObservations();
  const progress = createProgress(process.stderr, { what: 'MB' });
  const sizes = await Promise.all(files.map(file => sizeOf(file, folder)));
  const megabytes = Math.round(sizes.reduce((sum, size) => sum + size, 0) / MEGABYTE);
  let bytesBefore = 0;
  try {
    for (const [index, file] of files.entries()) {
      const tell = (bytes: number) => progress.update(Math.round((bytesBefore + bytes) / MEGABYTE), megabytes);
      await readOne(file, format, folder, observations, tell, signal);
      bytesBefore += sizes[index]!;
    }
  } finally {
    progress.clear();
  }
  return observations;
}

async function readOne(
  file: string,
  format: FileFormat,
  folder: string,
  observations: Observations,
  tell: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const kind = format.kind ?? kindOf(file, await headOf(file, folder));
  if (kind === 'cloudwatch') return readMetricExport(await readText('metric', file, folder), file, observations);
  const reader: LineReader =
    kind === 'csv'
      ? createCsvReader(file, format.columns, observations)
      : createWorkerLogReader(file, observations, format.instanceType);
  const bytes = createReadStream(resolve(folder, file));
  const lines = createInterface({
    input: file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes,
    crlfDelay: Infinity,
  });
  let line = 0;
  try {
    for await (const text of lines) {
      line += 1;
      reader.line(text, line);
      if (line % LINES_PER_LOOK !== 0) continue;
      tell(bytes.bytesRead);
      if (signal.aborted) throw new HubError('INTERRUPTED', 'interrupted: nothing was calibrated, nothing was written');
    }
  } catch (error) {
    if (error instanceof HubError) throw error;
    throw unreadable('log', file, error);
  } finally {
    bytes.destroy();
  }
  if (line === 0) throw new HubError('TRACE_INVALID', `${file} is empty`, { hint: 'check how it was exported' });
  reader.end();
}

async function sizeOf(file: string, folder: string): Promise<number> {
  const stats = await stat(resolve(folder, file)).catch(error => {
    throw unreadable('log', file, error);
  });
  if (stats.isDirectory()) throw unreadable('log', file, Object.assign(new Error(), { code: 'EISDIR' }));
  return stats.size;
}

async function headOf(file: string, folder: string): Promise<string> {
  const handle = await open(resolve(folder, file)).catch(error => {
    throw unreadable('log', file, error);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Logs of workers have JSON somewhere in their lines, what AWS prints begins with its key, and the rest are tables. */
function kindOf(file: string, head: string): NonNullable<FileFormat['kind']> {
  if (/\.csv(\.gz)?$/.test(file)) return 'csv';
  if (/^\s*\{\s*"(MetricDataResults|Datapoints|Messages|Label)"/.test(head)) return 'cloudwatch';
  return head.includes('{') || file.endsWith('.gz') ? 'worker-log' : 'csv';
}
