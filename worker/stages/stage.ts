/**
 * What a stage is: what it reads, what its result depends on, and how it is made. Invariant: what `run` looks at is declared
 * beside it, since the key is made of the declarations, and a result with the same key is taken for the same.
 */
import type { Json } from '../../hub/job/canonical-json.ts';
import type { Failure } from '../../hub/job/failure.ts';
import type { PreviewType } from '../../hub/job/preview.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import type { Ratio } from '../../hub/units.ts';
import type { LocalFile, StageResult } from '../assets/asset-store.ts';
import type { ModelHost } from '../host/model-host.ts';

/** What a stage may begin with. A stage's name: what that stage made, files and value. */
export type InputName = 'prompt' | 'seed' | 'upload' | StageName;

/** What is there of what a stage declares. A job that began with an upload has no prompt, and none of the stages before it. */
export type StageInputs = {
  readonly prompt?: string | undefined;
  /** A whole number of at most 50 bits; the same for every attempt at a job. */
  readonly seed?: number | undefined;
  readonly upload?: LocalFile | undefined;
  readonly earlier: ReadonlyMap<StageName, { readonly files: readonly LocalFile[]; readonly value: Json }>;
};

export type StageContext = {
  /** Given when the stage is not wanted any more. What the host does is killed by it; other work looks now and then. */
  readonly signal: AbortSignal;
  /** On the local disk, there, empty and the stage's own. Files of the result stand in it. */
  readonly folder: string;
  readonly host: ModelHost;
  /** Of this stage, 0..1. May be called often. */
  readonly progress: (ratio: Ratio) => void;
  /** A first look at the result, for the person who waits. */
  readonly preview: (bytes: Uint8Array, type: PreviewType) => void;
  readonly log: (message: string, particulars?: Readonly<Record<string, unknown>>) => void;
  /** It ran out of memory before: take less, if that can be had. */
  readonly isReduced: boolean;
};

export type StageMade =
  | ({ readonly kind: 'made' } & Pick<StageResult, 'files' | 'value'>)
  /** It will never be, for a reason that the person who asked is told. */
  | { readonly kind: 'permanent'; readonly failure: Failure };

export type Stage = {
  readonly name: StageName;
  /** Another one whenever the same inputs would make another result. */
  readonly version: string;
  readonly inputs: readonly InputName[];
  /** Names of the files it makes, for its successors. */
  readonly outputs: readonly string[];
  /** Models it runs, by their names in the host. */
  readonly models: readonly string[];
  /** Settings that the result depends on. */
  readonly parameters: Json;
  /**
   * Reads only what it declares, and writes only into its folder.
   *
   * @throws HostError as the host throws it; anything else that is thrown counts as something that may pass
   */
  readonly run: (inputs: StageInputs, context: StageContext) => Promise<StageMade>;
};

/**
 * The stages of a worker by the hub's names, each of which is here. Undefined: this worker does not have it, and must not be
 * given a queue that does (create-stages.ts).
 */
export type StageRegistry = { readonly [Name in StageName]: (Stage & { readonly name: Name }) | undefined };
