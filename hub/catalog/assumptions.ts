/**
 * Every number the model needs and AWS does not document. Each has a value, the range in which it may truly lie, and a
 * reason; all can be overridden under `assumptions:` in a stack or scenario file, so that a study can vary them.
 */
export type Assumption = {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly why: string;
  readonly source: string;
};

const assumption = (value: number, low: number, high: number, why: string, source: string): Assumption =>
  Object.freeze({ value, low, high, why, source });

export const ASSUMPTIONS = Object.freeze({
  // CloudWatch and Auto Scaling
  metricPublishLagSecondsLow: assumption(
    10,
    0,
    60,
    'shortest time from the end of a minute until its SQS metrics can be read',
    'undocumented; field reports of 1-2.5 min detection, 2026-11 [L]',
  ),
  metricPublishLagSecondsHigh: assumption(
    60,
    10,
    120,
    'longest such time; each datapoint draws between the two',
    'undocumented; field reports of 1-2.5 min detection, 2026-11 [L]',
  ),
  queueReactivationSecondsMax: assumption(
    900,
    0,
    900,
    'metrics of a queue that was inactive for 6 hours return within this time',
    'AWS SQS guide, 2023-05-05: up to 15 minutes [H]; spread assumed uniform',
  ),
  alarmActionSeconds: assumption(3, 1, 5, 'from an alarm action to the changed desired capacity', 'undocumented [L]'),
  scheduledActionLagSeconds: assumption(
    30,
    0,
    120,
    'from the time of a scheduled action to its effect',
    'AWS EC2 Auto Scaling guide, 2023-04-27: up to 2 minutes late [H]; middle assumed',
  ),
  launchRetrySecondsFirst: assumption(30, 10, 120, 'pause after the first failed launch; doubles', 'undocumented [L]'),
  launchRetrySecondsMax: assumption(300, 60, 900, 'longest pause between launch retries', 'undocumented [L]'),
  onDemandShortageRatio: assumption(
    0.01,
    0,
    0.3,
    'share of on-demand launch attempts that find no capacity',
    'undocumented; GPU shortages are reported often [L]',
  ),
  // Queues and events
  receiveSeconds: assumption(
    0.02,
    0.01,
    0.11,
    'send to receive through a waiting long poll',
    'bitesizedserverless.com 2022-09: p50 16 ms, p99 105 ms [M]',
  ),
  advanceSecondsLow: assumption(
    0.3,
    0.1,
    1,
    'S3 event to the next message, shortest',
    'S3 guide 2023-06: usually seconds; EventBridge p50 148 ms, 2023-02 [M]',
  ),
  advanceSecondsHigh: assumption(
    2,
    1,
    10,
    'S3 event to the next message, usual longest',
    'S3 guide 2023-06: usually seconds [M]',
  ),
  advanceTailRatio: assumption(
    0.01,
    0,
    0.05,
    'share of S3 events that are slow',
    'S3 guide 2023-06: sometimes a minute or longer [H]; share assumed',
  ),
  advanceTailSeconds: assumption(
    60,
    10,
    300,
    'how long a slow S3 event takes',
    'S3 guide 2023-06: sometimes a minute or longer [H]',
  ),
  clientPollSeconds: assumption(
    5,
    2,
    30,
    'time between status polls of a waiting client',
    'Retry-After of the job API; peers poll every 2-30 s, 2026-11 [M]',
  ),
  // Spot market
  spotCalmHazardPerHour: assumption(
    3e-4,
    2.6e-4,
    1e-3,
    'interruptions per instance hour while a pool is calm',
    'Spot Advisor 2025-06-28, 15-20 % a month [H]; rate derived [M]',
  ),
  spotTightShareRatio: assumption(
    0.01,
    0,
    0.5,
    'share of time a pool (type x zone) is short of capacity',
    'undocumented; V100 traces of 2022-23 were tight most of the time, T4 is calmer [L]',
  ),
  spotTightRegimeSecondsMean: assumption(
    21_600,
    3600,
    86_400,
    'mean length of a tight regime',
    'availability traces of V100 pools, 2022-10 to 2023-08 [M]',
  ),
  spotTightOnSecondsMean: assumption(
    7200,
    2400,
    14_400,
    'mean time a tight pool has capacity',
    'V100 traces: 0.7-2.3 h in us-east-1, 4-6 h in us-east-2 [M]',
  ),
  spotTightOffSecondsMean: assumption(
    5400,
    1440,
    14_400,
    'mean time a tight pool has none',
    'V100 traces: outage mean 0.8-3.9 h [M]',
  ),
  spotOutageSpreadSeconds: assumption(
    120,
    0,
    900,
    'notices of one pool that runs dry come within this time',
    'undocumented [L]',
  ),
  spotPoolCapacityCount: assumption(60, 5, 1000, 'instances one calm pool can give us', 'undocumented [L]'),
  spotRebalanceLeadSecondsMean: assumption(
    120,
    0,
    900,
    'mean time from a rebalance recommendation to the notice',
    'EC2 guide 2023-05-31: earlier or simultaneous, best effort [H]; mean assumed [L]',
  ),
  spotNoticeMissedRatio: assumption(
    0.01,
    0,
    0.05,
    'share of interruptions that come without a usable notice',
    'EC2 guide 2023-05-31: best effort [H]; share assumed [L]',
  ),
  // Worker
  cpuPercentGpuStage: assumption(
    25,
    10,
    40,
    'CPU of a 4-vCPU instance during a GPU stage (one busy thread)',
    'arithmetic: 1 of 4 vCPU [L]',
  ),
  cpuPercentCpuStage: assumption(90, 50, 100, 'CPU during a CPU stage (Blender)', 'Blender uses all threads [L]'),
  cpuPercentIdle: assumption(2, 0, 5, 'CPU of a worker that long-polls', 'pollers sleep [L]'),
  checkpointSeconds: assumption(
    0.5,
    0.1,
    3,
    'writing one stage checkpoint to S3 (a few MB and a manifest)',
    'two small PUTs in region [L]',
  ),
}) satisfies Readonly<Record<string, Assumption>>;

export type AssumptionName = keyof typeof ASSUMPTIONS;
export type AssumptionValues = Readonly<Record<AssumptionName, number>>;
export const ASSUMPTION_NAMES = Object.keys(ASSUMPTIONS) as readonly AssumptionName[];
