/** What the loop wants of the stages: to know what a stage's result depends on, and to have it made. */

import type { Failure } from '../../hub/job/failure.ts';
import type { Job } from '../../hub/job/job.ts';
import type { PreviewType } from '../../hub/job/preview.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import type { Ratio, Seconds } from '../../hub/units.ts';
import type { LocalFile, StageResult } from '../assets/asset-store.ts';
import type { ManifestDocument } from '../assets/manifest-document.ts';

/** The result of an earlier stage; its files are fetched when they are asked for. */
export type EarlierResult = {
  readonly document: Pick<ManifestDocument, 'files' | 'value'>;
  readonly files: () => Promise<readonly LocalFile[]>;
};

export type StageInput = {
  readonly job: Pick<Job, 'jobId' | 'kind' | 'prompt' | 'seed'>;
  readonly earlier: ReadonlyMap<StageName, EarlierResult>;
  readonly upload?: (LocalFile & { readonly sha256: string }) | undefined;
};

export type StageRun = {
  readonly input: StageInput;
  /** On the local disk, empty, and the stage's own. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Of this stage, 0..1. May be called often. */
  readonly onProgress: (ratio: Ratio) => void;
  readonly onPreview: (bytes: Uint8Array, type: PreviewType) => void;
};

export type StageOutcome =
  | { readonly kind: 'made'; readonly result: StageResult }
  | { readonly kind: 'permanent'; readonly failure: Failure; readonly error?: unknown }
  | { readonly kind: 'transient'; readonly error: unknown }
  /** The process that infers has died. It is started again before this is answered. */
  | { readonly kind: 'host-crash'; readonly error: unknown }
  /** Likewise; the stage may be made with less. */
  | { readonly kind: 'out-of-memory'; readonly error: unknown }
  | { readonly kind: 'aborted' };

export type Stages = {
  /** SHA-256, in hex, of all that the result depends on: inputs, parameters, the stage's own version, models. */
  readonly inputHash: (stage: StageName, input: StageInput) => string;
  /** `isReduced`: after it ran out of memory. */
  readonly run: (stage: StageName, run: StageRun & { readonly isReduced: boolean }) => Promise<StageOutcome>;
  readonly expectedSeconds: (stage: StageName) => Seconds;
};
