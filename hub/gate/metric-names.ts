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

const metric = (unit: Metric['unit'], why: string, labels: readonly string[] = []): Metric =>
  Object.freeze({ unit, labels: Object.freeze([...labels]), why });

export const METRICS: Readonly<Record<MetricName, Metric>> = Object.freeze({
  queue_wait_seconds: metric('seconds', 'from a message becoming visible to a worker taking it', ['queue']),
  turnaround_seconds: metric('seconds', 'from submit to finished asset'),
  time_to_result_seconds: metric('seconds', 'from click to downloaded asset, network included', ['region']),
  cold_start_wait_seconds: metric(
    'seconds',
    'part of the wait spent while the instance that took the job was starting',
  ),
  cold_start_ratio: metric('ratio', 'share of jobs that waited for an instance to start'),
  cost_usd_per_character: metric('USD', 'everything billed / finished characters'),
  cost_usd_per_character_spot: metric('USD', 'the same, had every instance hour been Spot'),
  cost_usd_per_character_on_demand: metric('USD', 'the same, had every instance hour been on-demand'),
  cost_usd_per_character_floor: metric('USD', 'service seconds x price: what a perfect scheduler would pay'),
  cost_usd_total: metric('USD', 'everything billed within the horizon'),
  instances_peak: metric('count', 'most instances at one time', ['market']),
  utilization_ratio: metric('ratio', 'seconds of work that counted / paid instance seconds'),
  interruptions: metric('count', 'Spot instances taken back'),
  redone_seconds: metric('seconds', 'service time spent twice, after interruptions and redeliveries'),
  redelivered_messages: metric('count', 'deliveries beyond the first of a message'),
  jobs_submitted: metric('count', 'jobs let in'),
  jobs_rejected: metric('count', 'jobs turned away by admission control (429)'),
  jobs_canceled: metric('count', 'jobs their owners gave up'),
  jobs_finished: metric('count', 'jobs that left an asset'),
  jobs_unfinished: metric('count', 'jobs still in the system at the horizon'),
  jobs_dead_lettered: metric('count', 'jobs given up after too many receives'),
});

/** Labels whose values are the same in every plan; values of `queue` are the plan's queue names. */
export const LABEL_VALUES: Readonly<Record<string, readonly string[]>> = Object.freeze({
  market: ['on-demand', 'spot'],
  region: USER_REGION_NAMES,
});
