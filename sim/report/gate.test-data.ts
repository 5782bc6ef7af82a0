/** A gate made by hand, with a check of every outcome. */
import { parseThreshold } from '../../hub/gate/parse-threshold.ts';
import type { RegressionVerdict } from '../gate/judge-regression.ts';
import type { Verdict } from '../gate/judge-threshold.ts';
import type { GateReport } from './gate-report.ts';
import { REPORT } from './study.test-data.ts';

export function verdictOf(text: string, rest: Partial<Verdict> = {}): Verdict {
  const parsed = parseThreshold(text);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return {
    threshold: parsed.threshold,
    outcome: 'kept',
    value: 0.01,
    interval: [0.0092, 0.0108],
    observedCount: 10,
    replicationsNeeded: null,
    ...rest,
  };
}

const COST: RegressionVerdict = {
  regression: {
    subject: { statistic: 'mean', metric: 'cost_usd_per_character', labels: {} },
    ratioMax: 0.02,
    floor: 0.0001,
  },
  outcome: 'broken',
  baseline: 0.01,
  candidate: 0.0105,
  interval: [0.0004, 0.0006],
  confidence: 0.99,
  allowance: 0.0002,
  pairCount: 10,
  minimumDetectableEffect: 0.00005,
  pairsNeeded: null,
};
const WAIT: RegressionVerdict = {
  ...COST,
  regression: {
    subject: { statistic: 'p95', metric: 'queue_wait_seconds', labels: { queue: 'rigging' } },
    ratioMax: 0.02,
    floor: 1,
  },
  outcome: 'inconclusive',
  baseline: 300,
  candidate: 306,
  interval: [-2, 14],
  allowance: 6,
  minimumDetectableEffect: 18,
  pairsNeeded: 4321,
};

export const GATE: GateReport = {
  study: {
    ...REPORT,
    verdicts: [
      verdictOf('cost_usd_per_character<0.014'),
      verdictOf('cost_usd_per_character<0.009', { outcome: 'broken' }),
      verdictOf('cost_usd_per_character<0.0101', { outcome: 'inconclusive', replicationsNeeded: 900 }),
      verdictOf('max(jobs_dead_lettered)<=0', { outcome: 'broken', value: 1, interval: null }),
      verdictOf('p95(turnaround_seconds)<60', { outcome: 'broken', value: null, interval: null, observedCount: 0 }),
      verdictOf('turnaround_seconds<60', { outcome: 'inconclusive', value: 50, interval: [45, 55], observedCount: 9 }),
    ],
  },
  thresholdPlaces: [
    { file: 'Pulumi.prod.yaml', line: 116, column: 9 },
    { file: 'Pulumi.prod.yaml', line: 117, column: 9 },
    undefined,
    undefined,
    undefined,
    undefined,
  ],
  baseline: {
    name: 'main',
    regressions: [COST, WAIT],
    changes: [
      {
        path: 'fleets.generation.burst.maxCount',
        from: 60,
        to: 100,
        place: { file: 'Pulumi.prod.yaml', line: 31, column: 19 },
      },
      { path: 'worker.checkpoints', from: false, to: undefined, place: undefined },
    ],
  },
};
