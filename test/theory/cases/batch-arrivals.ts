/** M[X]/M/1: users who come in batches wait for those ahead of the batch and for those ahead within it. */
import { type BatchMoments, roundedExponentialBatch, waitOfBatchQueue } from '../closed-forms.ts';
import { meanWait, type RunSample, serviceControls } from '../run-sample.ts';
import type { TheoryCase } from '../theory-case.ts';
import { theoryScenario } from '../theory-scenario.ts';

const service = { kind: 'exponential', mean: 1 } as const;
const WARMUP_SECONDS = 2000;

function batchCase(name: string, batchSize: string, batch: BatchMoments, utilization: number): TheoryCase {
  const title = `M[X]/M/1, ${name}, utilization ${utilization}`;
  const batchesPerSecond = utilization / batch.mean;
  return {
    name: title,
    warmupSeconds: WARMUP_SECONDS,
    windowSeconds: { test: 40_000 / utilization, bench: 200_000 / utilization },
    scenarioText: toSeconds =>
      theoryScenario({
        name: title,
        arrivals: [
          `{ kind: poisson, job: image, ratePerSecond: ${batchesPerSecond}, batchSize: ${batchSize}, untilSeconds: ${toSeconds} }`,
        ],
        warmupSeconds: WARMUP_SECONDS,
        first: { servers: 1, service },
      }),
    quantities: [
      {
        name: 'mean wait',
        theory: waitOfBatchQueue(batchesPerSecond, batch),
        of: sample => meanWait(sample),
        halfWidthRatioMax: { test: 0.02, bench: 0.01 },
      },
    ],
    controls: sample => [...batchControls(sample, batchesPerSecond, batch), ...serviceControls(sample, 0, 0, service)],
  };
}

/** Excess of members, and of ordered pairs within a batch when batches differ, each as a ratio: 0 on average. */
function batchControls(sample: RunSample, batchesPerSecond: number, batch: BatchMoments): number[] {
  const { submittedSeconds } = sample.record.jobs;
  const batchCount = batchesPerSecond * (sample.toSeconds - sample.fromSeconds);
  let members = 0;
  let pairs = 0;
  let size = 0;
  for (let job = sample.firstJob; job < sample.endJob; job += 1) {
    size = job > sample.firstJob && submittedSeconds[job] === submittedSeconds[job - 1] ? size + 1 : 1;
    members += 1;
    pairs += 2 * (size - 1);
  }
  const isConstant = batch.pairs === batch.mean * (batch.mean - 1);
  const memberExcess = members / (batchCount * batch.mean) - 1;
  return isConstant ? [memberExcess] : [memberExcess, pairs / (batchCount * batch.pairs) - 1];
}

export const batchCases: readonly TheoryCase[] = [
  batchCase('batches of 4', '4', { mean: 4, pairs: 12 }, 0.7),
  batchCase('rounded exponential batches of mean 3', '{ kind: exponential, mean: 3 }', roundedExponentialBatch(3), 0.6),
];
