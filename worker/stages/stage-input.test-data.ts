/** Runs of stages as the loop asks for them, with results of earlier stages on the local disk. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StageName } from '../../hub/plan/stage-names.ts';
import type { StageResult } from '../assets/asset-store.ts';
import { manifestDocument } from '../assets/manifest-document.ts';
import type { EarlierResult, StageInput, StageRun } from '../loop/stage-work.ts';

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

export const stageInput = (changes: Partial<StageInput> = {}): StageInput => ({
  job: { jobId: 'a'.repeat(26), kind: 'character', prompt: 'a fox', seed: 7 },
  earlier: new Map(),
  ...changes,
});

/** As the store gives it after the stage was stored. */
export function earlierResult(stage: StageName, { files, value, busySeconds }: StageResult): EarlierResult {
  const stored = files.map(({ name, path, mediaType }) => {
    const bytes = readFileSync(path);
    return { name, mediaType, byteCount: bytes.byteLength, sha256: sha256Of(bytes) };
  });
  const parts = { jobId: 'a'.repeat(26), stage, inputHash: '0'.repeat(64), files: stored, value, busySeconds };
  return { document: manifestDocument(parts), files: async () => files };
}

export type TestRun = StageRun & {
  readonly isReduced: boolean;
  readonly ratios: number[];
  readonly previews: (readonly [mediaType: string, byteCount: number])[];
  /** The bytes of each. */
  readonly shown: Uint8Array[];
};

/** Keeps what the stage reports. Its folder is not made yet. */
export function stageRun(input: StageInput, changes: Partial<StageRun> = {}): TestRun {
  const ratios: number[] = [];
  const previews: (readonly [string, number])[] = [];
  const shown: Uint8Array[] = [];
  return {
    input,
    folder: join(mkdtempSync(join(tmpdir(), 'asset-hub-stage-')), 'result'),
    signal: new AbortController().signal,
    onProgress: ratio => ratios.push(ratio),
    onPreview: (bytes, mediaType) => {
      previews.push([mediaType, bytes.byteLength]);
      shown.push(bytes);
    },
    isReduced: false,
    ratios,
    previews,
    shown,
    ...changes,
  };
}

/** Where a value is wanted and none can come. uvu's own `unreachable` says to the types that it comes back. */
export function unexpected(what: string): never {
  throw new Error(`unexpected: ${what}`);
}
