/**
 * Downloads a large file by many ranged reads at once, and goes on where an earlier attempt stopped. Invariant: `path` appears
 * when all bytes are there, and not before; what is half done stands beside it as `.part`, with a note of which parts are whole.
 */
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type AttemptOptions, attempt, inParallel } from './attempt.ts';
import { openPartNote } from './part-note.ts';
import { type RangeSource, type SourceFacts, SourceRefused } from './range-source.ts';

export type DownloadOptions = AttemptOptions & {
  readonly partBytes?: number;
  /** Requests at once. */
  readonly parallelCount?: number;
  /** At each piece that has arrived; `haveBytes` counts what was there before, too. */
  readonly onBytes?: (haveBytes: number, allBytes: number) => void;
};

/** S3 advises ranges of 8 to 16 MB and more (S3 guide, performance, 2023-06 [H]); larger ones need fewer notes. */
const PART_BYTES = 32 * 1024 * 1024;
const PARALLEL_COUNT = 8;

/** A part of the file: bytes from..to, `to` not included. */
type Part = { readonly index: number; readonly from: number; readonly to: number };

/** @throws SourceRefused; else the last error of a part whose attempts are used up, leaving what is done for the next time */
export async function download(source: RangeSource, path: string, options: DownloadOptions): Promise<void> {
  // 1. What there is, and what is here.
  const partial = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  const facts = await attempt(signal => source.describe(signal), options);
  const partBytes = facts.hasRanges ? (options.partBytes ?? PART_BYTES) : Math.max(1, facts.byteCount);
  const note = await openPartNote(`${partial}.json`, source.name, facts, partBytes);
  const done = new Set(existsSync(partial) ? note.before : []);
  const parts = partsOf(facts.byteCount, partBytes);
  // 2. What is missing.
  const count = counter(parts, done, facts.byteCount, options.onBytes);
  const file = await open(partial, done.size > 0 ? 'r+' : 'w+');
  try {
    const missing = parts.filter(({ index }) => !done.has(index));
    await inParallel(missing, options.parallelCount ?? PARALLEL_COUNT, async part => {
      await attempt((signal, touch) => {
        const onBytes = (bytes: number) => {
          touch();
          count(part, bytes);
        };
        return readPart(source, facts, file, part, onBytes, signal);
      }, options);
      done.add(part.index);
      await note.write(done);
    });
    await file.sync();
  } catch (error) {
    if (error instanceof SourceRefused) await note.remove();
    throw error;
  } finally {
    await file.close();
  }
  // 3. All of it.
  await rename(partial, path);
  await note.remove();
}

function partsOf(byteCount: number, partBytes: number): readonly Part[] {
  return Array.from({ length: Math.ceil(byteCount / partBytes) }, (_, index) => ({
    index,
    from: index * partBytes,
    to: Math.min(byteCount, (index + 1) * partBytes),
  }));
}

/** Takes how much of a part is here; one that is tried again begins anew. */
function counter(
  parts: readonly Part[],
  done: ReadonlySet<number>,
  byteCount: number,
  onBytes: DownloadOptions['onBytes'],
): (part: Part, bytes: number) => void {
  const have = parts.map(({ index, from, to }) => (done.has(index) ? to - from : 0));
  let sum = have.reduce((total, bytes) => total + bytes, 0);
  return ({ index }, bytes) => {
    sum += bytes - (have[index] ?? 0);
    have[index] = bytes;
    onBytes?.(sum, byteCount);
  };
}

async function readPart(
  source: RangeSource,
  facts: SourceFacts,
  file: FileHandle,
  { from, to }: Part,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let at = from;
  for await (const chunk of await source.read(from, to, facts, signal)) {
    signal.throwIfAborted();
    if (at + chunk.byteLength > to) throw new Error(`${source.name} sent more than was asked for`);
    await file.write(chunk, 0, chunk.byteLength, at);
    at += chunk.byteLength;
    onBytes(at - from);
  }
  if (at !== to) throw new Error(`${source.name} broke off after ${at - from} of ${to - from} bytes`);
}
