/** A small study made by hand: numbers that a reader of the golden files can check. */
import type { Usd } from '../../hub/units.ts';
import type { CombinedSummary, ScalarSummary } from '../measure/summary.ts';
import type { CostLine } from '../study/replication-summary.ts';
import type { CostShare } from '../study/study-result.ts';
import type { StudyReport } from './study-report.ts';

const sample = (mean: number): CombinedSummary => ({
  mean,
  p50: mean - 1,
  p90: mean * 2,
  p95: mean * 3,
  p99: mean * 4,
  max: mean * 5,
  ci95: { mean: [mean - 0.5, mean + 0.5], p95: [mean * 3 - 2, mean * 3 + 2] },
  replications: 10,
});
const scalar = (mean: number, halfWidth = 0): ScalarSummary => ({
  mean,
  ci95: [mean - halfWidth, mean + halfWidth],
  min: mean - halfWidth,
  max: mean + halfWidth,
  replications: 10,
});

const share = (category: string, usd: Usd, usdPerCharacter: Usd): CostShare => ({ category, usd, usdPerCharacter });
const line = (item: string, quantity: number, usd: Usd): CostLine => ({
  item,
  category: 'useful',
  market: 'spot',
  group: 'generation-burst',
  instanceType: 'g4dn.xlarge',
  quantity,
  unit: 'instance-hour',
  usd,
});

/** 100 jobs at 0.01 USD; three did not end, so 97 characters share 0.97 USD. */
export const REPORT: StudyReport = {
  toolVersion: '1.2.3',
  inputsSha256: 'ab'.repeat(32),
  scenarioSha256: 'cd'.repeat(32),
  stack: 'prod',
  region: 'us-east-1',
  scenario: { name: 'launch_day', description: '100 users click within 60 s' },
  settings: () => [
    { path: 'region', value: 'us-east-1', source: 'Pulumi.prod.yaml:5:15' },
    { path: 'fleets.generation.burst.maxCount', value: 100, source: 'Pulumi.prod.yaml:31:19' },
  ],
  verdicts: [],
  warnings: [{ file: 'a.yaml', line: 3, column: 5, path: 'horizon', message: 'is short', hint: 'raise it' }],
  result: {
    seed: 7,
    replications: 10,
    stoppedBy: 'maximum',
    precisionRatio: 0.08,
    samples: {
      'queue_wait_seconds{queue=generation}': sample(12.5),
      'queue_wait_seconds{queue=rigging}': sample(100),
      turnaround_seconds: sample(250),
      'time_to_result_seconds{region=europe}': sample(251),
      'time_to_result_seconds{region=japan}': sample(400),
      'time_to_result_seconds{region=india}': null,
      cold_start_wait_seconds: sample(45),
    },
    scalars: {
      cold_start_ratio: scalar(0.25),
      cost_usd_per_character: scalar(0.01, 0.0008),
      cost_usd_per_character_spot: scalar(0.008),
      cost_usd_per_character_on_demand: scalar(0.02),
      cost_usd_per_character_floor: scalar(0.005),
      instances_peak: scalar(5),
      'instances_peak{market=on-demand}': scalar(1),
      'instances_peak{market=spot}': scalar(4),
      utilization_ratio: scalar(0.5),
      interruptions: scalar(0.3, 0.2),
      redone_seconds: scalar(12),
      jobs_submitted: scalar(100),
      jobs_finished: scalar(97),
      jobs_unfinished: scalar(2),
      jobs_dead_lettered: scalar(1),
      jobs_rejected: scalar(0),
    },
    values: { cost_usd_per_character: { mean: [0.0092, 0.0108] } },
    costShares: [share('useful', 0.485, 0.005), share('idle', 0.4656, 0.0048), share('delivery', 0.0194, 0.0002)],
    costLines: [line('instance-hours', 2.5, 0.485)],
    warmupDeletedCountMean: 0,
    unsteadyCount: 0,
    horizonSecondsMax: 7200,
    unsettledCount: 4,
    eventCountMean: 1234,
    portrait: {
      replication: 0,
      queueNames: ['generation'],
      groups: [
        { fleet: 'generation', market: 'onDemand', name: 'generation-base' },
        { fleet: 'generation', market: 'spot', name: 'generation-burst' },
      ],
      timeline: {
        atSeconds: [0, 60, 120, 180, 240],
        backlog: [[0, 100, 60, 20, 0]],
        inService: [
          [1, 1, 1, 1, 1],
          [0, 0, 2, 4, 0],
        ],
        pending: [
          [0, 0, 0, 0, 0],
          [0, 4, 2, 0, 0],
        ],
        warmPooled: [
          [3, 3, 3, 3, 3],
          [0, 0, 0, 0, 0],
        ],
      },
      decisions: [
        { atSeconds: 99, group: 1, policy: 'steps', fromCount: 0, toCount: 4, reason: 'visible 100 is 100 above 0' },
      ],
      waits: {
        timeBinSeconds: 60,
        waitBinSeconds: 10,
        queues: [
          {
            startedCounts: [0, 40, 57],
            p50Seconds: [null, 5, 15],
            p95Seconds: [null, 8, 28],
            waitCounts: [40, 30, 27],
          },
        ],
      },
    },
  },
};
