/**
 * The state of one replication: plain data that the functions beside this file read and change. Everything that moves in
 * time stands here, so that "what does the model know?" has one answer.
 */
import type { AssumptionValues } from '../../hub/catalog/assumptions.ts';
import type { InstanceType } from '../../hub/catalog/instances.ts';
import type { BootPath } from '../../hub/plan/boot-plan.ts';
import type { Market } from '../../hub/plan/hour-price.ts';
import type { BaseGroup, BurstGroup, Fleet, HubPlan, Queue } from '../../hub/plan/hub-plan.ts';
import type {
  AlarmSpec,
  PolicyMemory,
  ScaleOnSubmitPolicy,
  ScalingPolicy,
  ScheduledPolicy,
} from '../../hub/scaling/policy.ts';
import type { Count, Seconds } from '../../hub/units.ts';
import type { Calendar, EventHandle } from '../engine/calendar.ts';
import type { Sampler } from '../engine/sampler.ts';
import type { Substream } from '../engine/substream.ts';
import type { SpotTrace } from '../scenario/parse-spot-trace.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Arrivals } from './arrivals/create-arrivals.ts';
import type { Alarm } from './cloudwatch/alarm.ts';
import type { MetricSeries } from './cloudwatch/metric-series.ts';
import type { JobStreams, JobTable } from './job-table.ts';
import type { Pipeline } from './pipeline.ts';
import type { RunCounts, ScalingDecision, Session, Timeline, Volume } from './run-record.ts';

/** An SQS queue: visible messages in order of becoming visible, and a count of those in flight. */
export type QueueState = {
  readonly index: number;
  readonly plan: Queue;
  /** Jobs with a visible message; entries whose message has gone are skipped when met. Grows by doubling. */
  ring: Int32Array;
  head: number;
  /** Entries in the ring, including those to be skipped. */
  length: number;
  visibleCount: Count;
  inFlightCount: Count;
  /** Fleets that poll it, in the plan's order. */
  readonly fleets: FleetState[];
  /** Last time it held a message or was called. */
  lastActiveSeconds: Seconds;
  /** Its metrics are missing until then, after it was inactive. */
  metricsReturnSeconds: Seconds;
  readonly reactivation: Substream;
};

export type FleetState = {
  readonly index: number;
  readonly plan: Fleet;
  /** In polling order. */
  readonly queues: QueueState[];
  readonly groups: GroupState[];
  /** Those of its groups that scale on submit. */
  readonly groupsOnSubmit: GroupState[];
  /** Workers in a long poll, the longest waiting first; entries no longer idle are skipped when met. */
  readonly idle: number[];
  idleHead: number;
  readonly publication: Substream;
};

/**
 * - launching: asked for, not running, not billed. booting: billed, not yet in service.
 * - inService: takes work. rebalancing: takes none, its replacement is coming. noticed: two minutes to live.
 * - draining: takes none, ends with its job. stopped: in the warm pool. gone: terminated.
 */
export type InstanceState =
  | 'launching'
  | 'booting'
  | 'inService'
  | 'rebalancing'
  | 'noticed'
  | 'draining'
  | 'stopped'
  | 'gone';

export type Instance = {
  readonly id: number;
  readonly group: GroupState;
  readonly type: InstanceType;
  readonly zone: string;
  readonly pool: SpotPool | undefined;
  readonly stream: Substream;
  readonly volume: Volume;
  state: InstanceState;
  /** Its volume is hydrated and its first-boot work done. */
  hasBooted: boolean;
  /** Where a boot that is under way leads. */
  bootsInto: 'service' | 'pool';
  /** Between a Spot notice and the end. */
  noticeSeconds: Seconds;
  noticed: boolean;
  drainDeadlineSeconds: Seconds;
  launchedSeconds: Seconds;
  readySeconds: Seconds;
  /** Where in a boot the system is up and the models begin to load. */
  modelLoadFromSeconds: Seconds;
  session: Session | undefined;
  /** What the session's clock runs for now, since when. */
  activity: 'boot' | 'idle' | 'busy' | 'drain';
  activitySinceSeconds: Seconds;
  /** The job it works on, or -1, and the attempt's particulars. */
  job: number;
  queue: number;
  receipt: number;
  receivedSeconds: Seconds;
  attemptStartSeconds: Seconds;
  attemptEndSeconds: Seconds;
  attemptFirstStage: number;
  attemptFails: boolean;
  attemptHandle: EventHandle;
};

export type GroupState = {
  readonly index: number;
  readonly name: string;
  readonly market: Market;
  readonly plan: BaseGroup | BurstGroup;
  readonly warmPool: BaseGroup['warmPool'];
  readonly capacityRebalance: boolean;
  readonly coldBoot: BootSamplers;
  readonly warmBoot: BootSamplers | undefined;
  readonly types: readonly InstanceType[];
  readonly pools: readonly SpotPool[];
  fleet: FleetState;
  minCount: Count;
  maxCount: Count;
  desiredCount: Count;
  /** Launching, booting or in service: what counts against desired. */
  readonly members: Instance[];
  /** Members by zone; kept by `joinMembers` and `leaveLists`. */
  readonly zoneCounts: Map<string, Count>;
  /** Being replaced at a rebalance recommendation, oldest first. */
  readonly rebalancing: Instance[];
  /** Warming or stopped in the warm pool. */
  readonly pooled: Instance[];
  readonly draining: Set<Instance>;
  launchOrdinal: Count;
  /** Of launches into service and of refills of the warm pool: a refill that fails must not hold up a scale-out. */
  readonly launchBackoff: Backoff;
  readonly refillBackoff: Backoff;
  readonly shortage: Substream;
  readonly memories: Map<ScalingPolicy, PolicyMemory>;
  readonly alarms: AlarmState[];
  readonly onSubmit: readonly ScaleOnSubmitPolicy[];
  /** The decision on its way from an alarm to the group. */
  pendingDecision: ScalingDecision | undefined;
};

/** A boot path of the plan, ready to draw from: one sampler for all launches of a group. */
export type BootSamplers = Readonly<Record<keyof BootPath, Sampler>>;

/** The pause after failed launches; it doubles until one succeeds. */
export type Backoff = { pauseSeconds: Seconds; pending: boolean };

export type AlarmState = {
  readonly index: number;
  readonly group: GroupState;
  readonly policy: ScalingPolicy;
  readonly spec: AlarmSpec;
  readonly alarm: Alarm;
  readonly series: MetricSeries;
  /** What the last evaluation handed to the policy. */
  datapoint: number;
};

export type ScheduledState = { readonly group: GroupState; readonly policy: ScheduledPolicy };

/** One Spot pool: an instance type in a zone. */
export type SpotPool = {
  readonly index: number;
  readonly type: InstanceType;
  readonly zone: string;
  readonly usdPerHour: number;
  readonly stream: Substream;
  regime: 'calm' | 'tightOn' | 'tightOff';
  regimeEndsSeconds: Seconds;
  /** Struck by a storm of the scenario: no capacity whatever the regime. */
  stormed: boolean;
  /** When the last of the storms upon it ends. */
  stormEndsSeconds: Seconds;
  /** Where in a replayed record this pool began. */
  replayShiftSeconds: Seconds;
  usedCount: Count;
  readonly instances: Set<Instance>;
};

export type World = {
  readonly plan: HubPlan;
  readonly assumptions: AssumptionValues;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly replication: number;
  readonly startSecondsOfWeek: Seconds;
  readonly calendar: Calendar;
  readonly arrivals: Arrivals;
  /** [arrival source]: the run of active stages its jobs pass. */
  readonly stageRuns: readonly { readonly from: number; readonly to: number }[];
  readonly jobStreams: JobStreams;
  /** A recorded availability that the Spot pools follow instead of the assumed regimes. */
  readonly spotAvailability: SpotTrace | undefined;
  readonly pipeline: Pipeline;
  readonly jobs: JobTable;
  openJobCount: Count;
  readonly queues: QueueState[];
  readonly fleets: FleetState[];
  readonly groups: GroupState[];
  readonly alarms: AlarmState[];
  readonly scheduled: ScheduledState[];
  readonly pools: SpotPool[];
  readonly instances: Instance[];
  readonly usedVcpuCount: Record<Market, Count>;
  readonly sessions: Session[];
  readonly volumes: Volume[];
  readonly decisions: ScalingDecision[];
  readonly timeline: Timeline;
  /** Last time a group launched, scaled or lost an instance; a settled horizon waits for quiet. */
  lastChangeSeconds: Seconds;
  readonly counts: RunCounts;
};
