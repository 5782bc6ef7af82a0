/**
 * Shapes of times as they were measured, as tables of quantiles over their mean of 1. Made by `asset-sim calibrate`'s own fit
 * (sim/calibrate/fit/fit-quantiles.ts); the rows are not ours to ship. Source: Alibaba cluster-trace-v2026-GenAI (GenTD26,
 * SoCC'25), a Stable Diffusion service.
 */
import type { Distribution } from '../distribution.ts';

type Table = readonly (readonly [probability: number, multiple: number])[];

/** Of 12,725 images of 30 steps that succeeded: one model after another, one prompt after another. Mean 25.6 s. */
const IMAGE: Table = [
  [0, 0.1171],
  [0.01, 0.3122],
  [0.025, 0.3902],
  [0.05, 0.4292],
  [0.1, 0.5073],
  [0.15, 0.5463],
  [0.2, 0.5853],
  [0.25, 0.6244],
  [0.3, 0.6634],
  [0.35, 0.7024],
  [0.4, 0.7414],
  [0.45, 0.7804],
  [0.5, 0.8195],
  [0.55, 0.8585],
  [0.6, 0.8975],
  [0.65, 0.9756],
  [0.7, 1.015],
  [0.75, 1.093],
  [0.8, 1.21],
  [0.85, 1.366],
  [0.9, 1.717],
  [0.925, 1.951],
  [0.95, 2.38],
  [0.975, 2.966],
  [0.99, 3.434],
  [0.995, 3.824],
  [0.999, 5.506],
  [1, 10.04],
];

/** Of 4832 loads of a base model from storage: those of 10 s and more, as shorter ones come from memory. Mean 32.5 s. */
const COLD_LOAD: Table = [
  [0, 0.3077],
  [0.01, 0.3748],
  [0.025, 0.5787],
  [0.05, 0.6068],
  [0.1, 0.6374],
  [0.15, 0.6629],
  [0.2, 0.6887],
  [0.25, 0.7132],
  [0.3, 0.7458],
  [0.35, 0.7895],
  [0.4, 0.8752],
  [0.45, 1.01],
  [0.5, 1.066],
  [0.55, 1.1],
  [0.6, 1.129],
  [0.65, 1.157],
  [0.7, 1.185],
  [0.75, 1.215],
  [0.8, 1.251],
  [0.85, 1.296],
  [0.9, 1.359],
  [0.925, 1.403],
  [0.95, 1.462],
  [0.975, 1.544],
  [0.99, 1.634],
  [0.995, 1.677],
  [1, 2.068],
];

/** A table of that shape with another mean, four significant digits. */
const scaled = (shape: Table, mean: number): Distribution => ({
  kind: 'quantiles',
  table: shape.map(([probability, multiple]): [number, number] => [
    probability,
    Number((multiple * mean).toPrecision(4)),
  ]),
});

/** @example imageSeconds(10)   // a table of quantiles with a mean of 10 s */
export const imageSeconds = (mean: number): Distribution => scaled(IMAGE, mean);

/** @example coldLoadSeconds(41.7)   // a table of quantiles with a mean of 41.7 s */
export const coldLoadSeconds = (mean: number): Distribution => scaled(COLD_LOAD, mean);
