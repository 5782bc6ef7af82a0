/** A sweep as data: what it is, and what each of its points said. */
import type { Count } from '../../hub/units.ts';

/** What is measured, as a threshold names it: `p95(turnaround_seconds)`. */
export type SweepMetric = { readonly name: string; readonly unit: 'seconds' | 'USD' | 'ratio' | 'count' };

/** All that the points of one sweep have in common. Two files with the same belong together. */
export type SweepHeader = {
  readonly toolVersion: string;
  /** Of everything the points depend on: files, seed, replications, design, metrics. */
  readonly inputsSha256: string;
  readonly stack: string;
  readonly region: string;
  readonly scenario: string;
  readonly seed: number;
  /** Of each point. */
  readonly replications: Count;
  readonly paths: readonly string[];
  readonly metrics: readonly SweepMetric[];
  /** Of all shards together. */
  readonly pointCount: Count;
};

export type Estimate = {
  /** Over replications; null where none observed anything. */
  readonly mean: number | null;
  /** 95 % interval; null below two replications. */
  readonly ci95: readonly [number, number] | null;
};

export type SweepPoint = {
  /** 0..pointCount-1 */
  readonly index: number;
  /** One for each path. */
  readonly values: readonly unknown[];
  /** One for each metric; null for a point that is no valid plan. */
  readonly estimates: readonly Estimate[] | null;
  /** Why it is none. */
  readonly refusal: string | null;
};

export type Sweep = {
  readonly header: SweepHeader;
  /** By index, without gaps for a whole sweep. */
  readonly points: readonly SweepPoint[];
};
