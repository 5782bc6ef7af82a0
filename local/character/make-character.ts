/** All stages of a character, one after the other, with the results of each on the local disk. */
import { join } from 'node:path';
import { STAGE_NAMES, type StageName } from '../../hub/plan/stage-names.ts';
import type { Ratio, Seconds } from '../../hub/units.ts';
import { describeFile, type LocalFile } from '../../worker/assets/asset-store.ts';
import type { ManifestDocument } from '../../worker/assets/manifest-document.ts';
import { runTwice } from '../../worker/loop/run-twice.ts';
import type { EarlierResult, StageOutcome, Stages } from '../../worker/loop/stage-work.ts';

export type CharacterWish = { readonly prompt: string; readonly seed: number };

export type MadeStage = {
  readonly stage: StageName;
  readonly seconds: Seconds;
  readonly value: ManifestDocument['value'];
};

export type MadeCharacter =
  | { readonly kind: 'made'; readonly stages: readonly MadeStage[]; readonly files: readonly LocalFile[] }
  | { readonly kind: 'failed'; readonly stage: StageName; readonly why: string }
  | { readonly kind: 'aborted' };

export type CharacterPorts = {
  readonly stages: Pick<Stages, 'run'>;
  /** Each stage gets a folder in it. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onProgress: (stage: StageName, ratio: Ratio) => void;
  readonly onMade: (made: MadeStage) => void;
  readonly log: (message: string, particulars: Readonly<Record<string, unknown>>) => void;
};

/** @returns the files of the last stage, in its folder */
export async function makeCharacter(wish: CharacterWish, ports: CharacterPorts): Promise<MadeCharacter> {
  const { folder, signal, onProgress, onMade } = ports;
  // Nothing depends on its id: the seed is given.
  const job = { ...wish, jobId: 'a'.repeat(26), kind: 'character' } as const;
  const earlier = new Map<StageName, EarlierResult>();
  const stages: MadeStage[] = [];
  let files: readonly LocalFile[] = [];
  for (const stage of STAGE_NAMES) {
    if (signal.aborted) return { kind: 'aborted' };
    onProgress(stage, 0);
    const run = {
      input: { job, earlier },
      folder: join(folder, stage),
      signal,
      onProgress: (ratio: Ratio) => onProgress(stage, ratio),
      onPreview: () => {},
    };
    const outcome = await runTwice(stage, run, ports);
    if (outcome.kind === 'aborted') return { kind: 'aborted' };
    if (outcome.kind !== 'made') return { kind: 'failed', stage, why: whyOf(outcome) };
    const { value, busySeconds: seconds } = outcome.result;
    files = outcome.result.files;
    earlier.set(stage, await localResult(files, value));
    stages.push({ stage, seconds, value });
    onMade({ stage, seconds, value });
  }
  return { kind: 'made', stages, files };
}

async function localResult(files: readonly LocalFile[], value: ManifestDocument['value']): Promise<EarlierResult> {
  return { document: { files: await Promise.all(files.map(describeFile)), value }, files: async () => files };
}

/** One line, or what a process printed before it ended. */
function whyOf(outcome: Exclude<StageOutcome, { kind: 'made' | 'aborted' }>): string {
  if (outcome.kind === 'permanent') return [outcome.failure.detail, ...messageOf(outcome.error)].join(': ');
  return messageOf(outcome.error)[0] ?? outcome.kind;
}

const messageOf = (error: unknown): readonly string[] =>
  error === undefined ? [] : [error instanceof Error ? error.message : String(error)];
