/** Models that are loaded together, because one stage needs them together. */
import type { ModelContract } from './model-contract.ts';

export type HostedModel = {
  /** By which code asks for it. One name, one model, over all groups of a host. */
  readonly name: string;
  /** From the group's folder. */
  readonly file: string;
  readonly contract: ModelContract;
  /** Lengths of named dims in the run that warms it up, as they will be at work: a new shape is slow the first time. Absent: 1. */
  readonly warmUpDims?: Readonly<Record<string, number>>;
};

export type ModelGroup = {
  readonly name: string;
  readonly folder: string;
  readonly models: readonly HostedModel[];
};

export const PROVIDERS = ['cpu', 'cuda'] as const;
export type Provider = (typeof PROVIDERS)[number];

export type SessionSettings = {
  /** What computes. With `cuda`, a machine on which CUDA does not work refuses to load; nothing falls back to the CPU in silence. */
  readonly provider: Provider;
  /** Refuse, too, where single operators would run on the CPU. For finding out; operators on shapes rightly do. */
  readonly isStrict?: boolean;
  /** Of one operator on the CPU. Absent: as many as there are cores. */
  readonly threadCount?: number;
};

export type LoadReport = {
  readonly group: string;
  /** Of reading and compiling, and of the run that warms up. */
  readonly models: readonly { readonly name: string; readonly loadSeconds: number; readonly warmUpSeconds: number }[];
  readonly seconds: number;
  /** The most main memory the process ever had. */
  readonly residentPeakBytes: number;
  /** In use on the GPU after loading, by all processes. Undefined without nvidia-smi. */
  readonly gpuUsedBytes: number | undefined;
};
