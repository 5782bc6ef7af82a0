/**
 * Keeps records on disk by a key that names all they depend on. Test files are processes of their own and run at the
 * same time: whoever comes first makes the record, the others wait for it.
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProgramRecord } from './program-record.ts';

export type CachedRecordOptions = {
  readonly folder: string;
  /** Reads the sources anew each time it is called. */
  readonly keyOf: () => string;
  readonly make: () => Promise<ProgramRecord>;
};

/** Four records belong to one state of the sources, at some 15 MB each; the rest is for going back and forth. */
const RECORD_COUNT_MAX = 12;

/** Twice what a recording may take. An older lock belongs to nobody, even if its process id belongs to somebody new. */
const LOCK_SECONDS_MAX = 120;

const POLL_MILLISECONDS = 50;

/**
 * @throws whatever `make` throws; nothing is kept then
 * @example await cachedRecord({ folder, keyOf: () => sha256(sources()), make: () => recordProgram(options) })
 */
export async function cachedRecord({ folder, keyOf, make }: CachedRecordOptions): Promise<ProgramRecord> {
  const key = keyOf();
  const file = join(folder, `${key}.json`);
  await mkdir(folder, { recursive: true });
  for (;;) {
    const kept = await readRecord(file);
    if (kept !== undefined) return kept;
    if (await takeLock(`${file}.lock`)) break;
    await sleep(POLL_MILLISECONDS);
  }
  try {
    // Whoever held the lock just before may have finished between our look and our lock.
    const kept = await readRecord(file);
    if (kept !== undefined) return kept;
    const made = await make();
    // Somebody may have saved a file meanwhile: then nobody knows which state of the sources this is.
    if (keyOf() === key) await keep(file, made);
    return made;
  } finally {
    await rm(`${file}.lock`, { force: true });
    await prune(folder);
  }
}

async function readRecord(file: string): Promise<ProgramRecord | undefined> {
  const text = await unlessMissing(readFile(file, 'utf8'));
  return text === undefined ? undefined : (JSON.parse(text) as ProgramRecord);
}

/** In place all at once, so that nobody reads half a record. */
async function keep(file: string, record: ProgramRecord): Promise<void> {
  const unfinished = `${file}.${process.pid}.unfinished`;
  await writeFile(unfinished, JSON.stringify(record));
  await rename(unfinished, file);
}

/** The lock holds its owner's process id. Who died cannot give it back, so the next one who looks takes it away. */
async function takeLock(lock: string): Promise<boolean> {
  if (await linkAs(lock, `${process.pid}`)) return true;
  const owner = await unlessMissing(readFile(lock, 'utf8'));
  const stats = await unlessMissing(stat(lock));
  if (owner === undefined || stats === undefined) return false; // given back while we looked
  if (!isAlive(Number(owner)) || isLeft(stats.mtimeMs)) await rm(lock, { force: true });
  return false;
}

/** Makes a file with its text at once, so that nobody sees a lock without an owner. False when the file is there. */
async function linkAs(path: string, text: string): Promise<boolean> {
  const unfinished = `${path}.${process.pid}.${randomUUID()}`;
  await writeFile(unfinished, text);
  try {
    await link(unfinished, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(unfinished);
  }
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Removes the oldest records, and what the dead left. Another process may remove the same at the same time. */
async function prune(folder: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async name => {
      const writtenAt = (await unlessMissing(stat(join(folder, name))))?.mtimeMs ?? 0;
      return { name, writtenAt, isRecord: name.endsWith('.json') };
    }),
  );
  const oldRecords = files
    .filter(({ isRecord }) => isRecord)
    .toSorted((a, b) => b.writtenAt - a.writtenAt)
    .slice(RECORD_COUNT_MAX);
  const leftByDead = files.filter(({ isRecord, writtenAt }) => !isRecord && isLeft(writtenAt));
  await Promise.all([...oldRecords, ...leftByDead].map(({ name }) => rm(join(folder, name), { force: true })));
}

function isLeft(writtenAt: number): boolean {
  return Date.now() - writtenAt > LOCK_SECONDS_MAX * 1000;
}

async function unlessMissing<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
