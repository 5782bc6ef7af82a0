/**
 * Files that are written while they are made, for what is too large to be held. As with `writeOutputs`, a reader never
 * sees half a file: it gets its name when it is whole, and is gone when anything goes wrong.
 */
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { HubError } from '../hub/errors.ts';
import type { Output } from './output-files.ts';

/** Large enough that a write costs nothing beside making the text. */
const CHUNK_CHARACTERS = 1 << 20;

/** Text that is not on the disk before the next `flush`. */
export type OutputStream = { add(text: string): void };

type Writing = { readonly output: Output<string>; readonly path: string; readonly handle: FileHandle; text: string };

/**
 * Opens every output, lets `fill` add to them, and gives them their names at the end. `fill` calls `flush` from time to
 * time; that is when a full disk shows, and when Ctrl-C is noticed.
 *
 * @throws HubError FILE_UNWRITABLE when one cannot be opened or written, and whatever `fill` throws; no file is left then
 */
export async function streamOutputs<Result>(
  outputs: readonly Output<string>[],
  fill: (streams: readonly OutputStream[], flush: () => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const all: Writing[] = [];
  try {
    for (const output of outputs) all.push(await begin(output));
    const result = await fill(all.map(streamOf), async () => {
      for (const each of all) if (each.text.length >= CHUNK_CHARACTERS) await writeOut(each);
    });
    for (const each of all) await finish(each);
    return result;
  } catch (error) {
    for (const { output, path, handle } of all) {
      await handle.close().catch(() => {});
      if (output.isReplaced) await rm(path, { force: true });
    }
    throw error;
  }
}

async function begin(output: Output<string>): Promise<Writing> {
  const { path, isReplaced } = output;
  const place = isReplaced ? join(dirname(path), `.${basename(path)}.${process.pid}.part`) : path;
  const handle = await open(place, isReplaced ? 'wx' : 'w').catch(cause => {
    throw unwritable(output.file, cause);
  });
  return { output, path: place, handle, text: '' };
}

const streamOf = (writing: Writing): OutputStream => ({
  add(text) {
    writing.text += text;
  },
});

async function writeOut(writing: Writing): Promise<void> {
  const bytes = Buffer.from(writing.text);
  writing.text = '';
  await writing.handle.writeFile(bytes).catch(cause => {
    throw unwritable(writing.output.file, cause);
  });
}

async function finish(writing: Writing): Promise<void> {
  const { output, path, handle } = writing;
  await writeOut(writing);
  await handle.close();
  if (!output.isReplaced) return;
  await rename(path, output.path).catch(cause => {
    throw unwritable(output.file, cause);
  });
}

function unwritable(file: string, cause: Error): HubError {
  return new HubError('FILE_UNWRITABLE', `output ${file} cannot be written: ${cause.message}`, {
    hint: 'free some space or name another place',
    cause,
  });
}
