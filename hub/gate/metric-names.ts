/**
 * What a run is measured by. The same names stand in the JSON result, in thresholds, in baselines and in the docs; a
 * threshold on any other name is an error, so that a typing mistake cannot pass a gate.
 */
import { USER_REGION_NAMES } from '../catalog/regions.ts';

export type Metric = {
  readonly unit: 'seconds' | 'USD' | 'ratio' | 'count';
  /** Labels the metric can be narrowed by; without one it is over all. */
  readonly labels: readonly string[];
  readonly why: string;
  /** One value per job, with quantiles; otherwise one number per run. */
  readonly isDistribution: boolean;
  /** Which way is a regression; null where neither is. */
  readonly worse: 'more' | 'less' | null;
};

export const METRIC_NAMES = [
  'queue_wait_seconds',
  'turnaround_seconds',
  'time_to_result_seconds',
  'cold_start_wait_seconds',
  'cold_start_ratio',
  'cost_usd_per_character',
  'cost_usd_per_character_spot',
  'cost_usd_per_character_on_demand',
  'cost_usd_per_character_floor',
  'cost_usd_total',
  'instances_peak',
  'utilization_ratio',
  'interruptions',
  'redone_seconds',
  'redelivered_messages',
  'jobs_submitted',
  'jobs_rejected',
  'jobs_canceled',
  'jobs_finished',
  'jobs_unfinished',
  'jobs_dead_lettered',
] as const;
export type MetricName = (typeof METRIC_NAMES)[number];

type Traits = Partial<Pick<Metric, 'labels' | 'worse'>>;

const metric = (isDistribution: boolean, unit: Metric['unit'], why: string, traits: Traits): Metric =>
  Object.freeze({ unit, why, isDistribution, worse: 'more', labels: Object.freeze([]), ...traits });
const perJob = (unit: Metric['unit'], why: string, traits: Traits = {}) => metric(true, unit, why, traits);
const perRun = (unit: Metric['unit'], why: string, traits: Traits = {}) => metric(false, unit, why, traits);

export const METRICS: Readonly<Record<MetricName, Metric>> = Object.freeze({
  queue_wait_seconds: perJob('seconds', 'from a message becoming visible to a worker taking it', { labels: ['queue'] }),
  turnaround_seconds: perJob('seconds', 'from submit to finished asset'),
  time_to_result_seconds: perJob('seconds', 'from click to downloaded asset, network included', { labels: ['region'] }),
  cold_start_wait_seconds: perJob(
    'seconds',
    'part of the wait spent while the instance that took the job was starting',
  ),
  cold_start_ratio: perRun('ratio', 'share of jobs that waited for an instance to start'),
  cost_usd_per_character: perRun('USD', 'everything billed / finished characters'),
  cost_usd_per_character_spot: perRun('USD', 'the same, had every instance hour been Spot'),
  cost_usd_per_character_on_demand: perRun('USD', 'the same, had every instance hour been on-demand'),
  cost_usd_per_character_floor: perRun('USD', 'service seconds x price: what a perfect scheduler would pay'),
  cost_usd_total: perRun('USD', 'everything billed within the horizon'),
  instances_peak: perRun('count', 'most instances at one time', { labels: ['market'], worse: null }),
  utilization_ratio: perRun('ratio', 'seconds of work that counted / paid instance seconds', { worse: 'less' }),
  interruptions: perRun('count', 'Spot instances taken back'),
  redone_seconds: perRun('seconds', 'service time spent twice, after interruptions and redeliveries'),
  redelivered_messages: perRun('count', 'deliveries beyond the first of a message'),
  jobs_submitted: perRun('count', 'jobs let in', { worse: null }),
  jobs_rejected: perRun('count', 'jobs turned away by admission control (429)'),
  jobs_canceled: perRun('count', 'jobs their owners gave up'),
  jobs_finished: perRun('count', 'jobs that left an asset', { worse: 'less' }),
  jobs_unfinished: perRun('count', 'jobs still in the system at the horizon'),
  jobs_dead_lettered: perRun('count', 'jobs given up after too many receives'),
});

/** Labels whose values are the same in every plan; values of `queue` are the plan's queue names. */
export const LABEL_VALUES: Readonly<Record<string, readonly string[]>> = Object.freeze({
  market: ['on-demand', 'spot'],
  region: USER_REGION_NAMES,
});
