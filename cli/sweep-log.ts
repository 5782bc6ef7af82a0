/**
 * The file in which a sweep keeps its points, a line each. It protects one invariant: a point that was told to be done is on
 * the disk, whatever happens next, and a second start goes on after it.
 */
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { HubError } from '../hub/errors.ts';
import { headerLine, pointLine, readSweepLines } from '../sim/sweep/sweep-lines.ts';
import type { SweepHeader, SweepPoint } from '../sim/sweep/sweep-record.ts';
import type { Output } from './output-files.ts';

export type SweepLog = {
  /** Points of an earlier start. */
  readonly points: readonly SweepPoint[];
  /** Resolves nothing and returns when the line is on the disk. */
  readonly append: (point: SweepPoint) => void;
  readonly close: () => void;
};

/**
 * Opens the file, or goes on with it.
 *
 * @param indices of the points that this start is about
 * @throws HubError USAGE for a file of another sweep or shard, or of anything else; FILE_UNWRITABLE when the disk is full
 */
export function openSweepLog(
  { path, file, isReplaced }: Output<string>,
  header: SweepHeader,
  indices: readonly number[],
): SweepLog {
  const text = isReplaced && existsSync(path) ? readFileSync(path, 'utf8') : '';
  const kept = text === '' ? { points: [], keptLength: 0 } : requireOwn(text, file, header, indices);
  const descriptor = openSync(path, 'a');
  const append = (line: string) => {
    try {
      writeFileSync(descriptor, line);
      if (isReplaced) fsyncSync(descriptor);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new HubError('FILE_UNWRITABLE', `a point cannot be kept in ${file}: ${why}`, {
        hint: 'free some space and start again with the same words; what was done is kept',
        cause,
      });
    }
  };
  // A line that was cut off by the end of an earlier start.
  if (text !== '') ftruncateSync(descriptor, Buffer.byteLength(text.slice(0, kept.keptLength)));
  if (kept.keptLength === 0) append(headerLine(header));
  return { points: kept.points, append: point => append(pointLine(point)), close: () => closeSync(descriptor) };
}

function requireOwn(text: string, file: string, header: SweepHeader, indices: readonly number[]) {
  const refuse = (why: string) =>
    new HubError('USAGE', `--output jsonl=${file} is refused: the file ${why}`, {
      hint: 'name another file, or remove that one',
    });
  const headerOfOwn = headerLine(header);
  // Ended within its first line: nothing was done yet.
  if (headerOfOwn.startsWith(text)) return { points: [], keptLength: text === headerOfOwn ? text.length : 0 };
  const read = readSweepLines(text);
  if (read.kind === 'problem') throw refuse(`${read.message} (line ${read.line})`);
  const { header: theirs, points } = read.sweep;
  if (theirs.inputsSha256 !== header.inputsSha256)
    throw refuse('is of another sweep: other settings, files, seed or metrics');
  const own = new Set(indices);
  const strange = points.find(({ index }) => !own.has(index));
  if (strange !== undefined) throw refuse(`has point ${strange.index}, which is of another shard`);
  return { points, keptLength: read.keptLength };
}
