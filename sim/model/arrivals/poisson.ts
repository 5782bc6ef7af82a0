/** A Poisson process: independent users at a constant rate, each arrival alone or as a batch. */
import type { Distribution } from '../../../hub/distribution.ts';
import type { Seconds } from '../../../hub/units.ts';
import { createSampler } from '../../engine/sampler.ts';
import { type PoissonRate, poissonPerSecond } from '../../scenario/arrival-span.ts';
import type { NextSeconds, OpenStream } from './arrival-process.ts';

/**
 * Exponential gaps; every batch brings `batchSize` arrivals at one moment. A batch size that is drawn is rounded to the
 * nearest whole number and is at least 1. The k-th gap is the same draw at any rate, so a study of rates stays paired.
 */
export function createPoisson(
  source: PoissonRate & {
    readonly batchSize?: number | Distribution | undefined;
    readonly untilSeconds?: Seconds | undefined;
  },
  open: OpenStream,
): NextSeconds {
  const gaps = open('gaps');
  const nextBatchCount = createBatchCount(source.batchSize ?? 1, open);
  const meanGapSeconds = 1 / poissonPerSecond(source);
  const untilSeconds = source.untilSeconds ?? Infinity;
  let seconds = 0;
  let restOfBatchCount = 0;
  return () => {
    if (restOfBatchCount === 0) {
      seconds += gaps.exponential() * meanGapSeconds;
      restOfBatchCount = nextBatchCount();
    }
    if (seconds >= untilSeconds) return Infinity;
    restOfBatchCount -= 1;
    return seconds;
  };
}

function createBatchCount(batchSize: number | Distribution, open: OpenStream): () => number {
  if (typeof batchSize === 'number') return () => batchSize;
  const sample = createSampler(batchSize);
  const batches = open('batches');
  return () => Math.max(1, Math.round(sample(batches)));
}
