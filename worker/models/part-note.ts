/** The note beside a half-done download: which parts are whole, and of which bytes. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { SourceFacts } from './range-source.ts';

const noteSchema = z.strictObject({
  name: z.string(),
  byteCount: z.number(),
  version: z.string(),
  partBytes: z.number(),
  done: z.array(z.number()),
});

export type PartNote = {
  /** Parts that an earlier attempt made whole. */
  readonly before: readonly number[];
  readonly write: (done: ReadonlySet<number>) => Promise<void>;
  readonly remove: () => Promise<void>;
};

/** Of a source whose bytes nobody can tell apart, nothing is noted: what is half done is made anew. */
export async function openPartNote(
  file: string,
  name: string,
  facts: SourceFacts,
  partBytes: number,
): Promise<PartNote> {
  const { byteCount, version } = facts;
  const of = { name, byteCount, version, partBytes };
  let writing = Promise.resolve();
  return {
    before: await readBefore(file, of),
    // One after the other, and each as a whole: a note that was cut off would be none.
    write: done => {
      if (version === undefined) return Promise.resolve();
      const text = JSON.stringify({ ...of, done: [...done] });
      writing = writing.then(async () => {
        await writeFile(`${file}.new`, text);
        await rename(`${file}.new`, file);
      });
      return writing;
    },
    remove: () => rm(file, { force: true }),
  };
}

async function readBefore(file: string, of: Readonly<Record<string, unknown>>): Promise<readonly number[]> {
  try {
    const { done, ...noted } = noteSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    return JSON.stringify(noted) === JSON.stringify(of) ? done : [];
  } catch {
    // None, or not one of ours: nothing is known to be whole.
    return [];
  }
}
