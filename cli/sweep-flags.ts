/** What the commands that vary settings take, as the command line hands it over. */
import type { StudyFlags } from './flags.ts';

export type VaryFlags = StudyFlags & {
  readonly threads?: string;
  readonly vary?: readonly string[];
  readonly metric?: readonly string[];
  readonly output?: readonly string[];
};

export type SweepFlags = VaryFlags & { readonly samples?: string; readonly shard?: string };

export type MergeFlags = { readonly cwd?: string; readonly json?: true; readonly output?: readonly string[] };

export type SensitivityFlags = VaryFlags & { readonly trajectories?: string };
