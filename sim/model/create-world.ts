/**
 * The world at time 0: every group at its minimum with its workers idle, warm pools full, alarms fed with quiet minutes.
 * A queue that no worker polls has been inactive for long, as it is on a hub scaled to zero.
 */

import { INSTANCE_TYPES } from '../../hub/catalog/instances.ts';
import { HubError } from '../../hub/errors.ts';
import type { BootPath } from '../../hub/plan/boot-plan.ts';
import type { Market } from '../../hub/plan/hour-price.ts';
import type { BaseGroup, BurstGroup, Fleet } from '../../hub/plan/hub-plan.ts';
import { alarmsOf } from '../../hub/scaling/alarms-of.ts';
import { SECONDS_PER_MINUTE } from '../../hub/units.ts';
import { Calendar } from '../engine/calendar.ts';
import { createSampler } from '../engine/sampler.ts';
import { createSubstream } from '../engine/substream.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { secondsOfWeek } from '../scenario/start-of-week.ts';
import { createArrivals } from './arrivals/create-arrivals.ts';
import { createAlarm } from './cloudwatch/alarm.ts';
import { createQuietSeries } from './cloudwatch/quiet-series.ts';
import { ALARM_EVALUATION, MINUTE } from './event-kinds.ts';
import { createJobTable } from './job-table.ts';
import { compilePipeline, stageRunOf } from './pipeline.ts';
import type { SimulationInput } from './simulation-input.ts';
import { createSpotPools } from './spot-pools.ts';
import type { BootSamplers, FleetState, GroupState, QueueState, SpotPool, World } from './world.ts';

const FIRST_CAPACITY = 1024;
const INITIAL_RING = 256;

export function createWorld(input: SimulationInput, replication: number): World {
  const { plan, scenario, seed } = input;
  const stream = (process: string, entity = 0) => createSubstream(seed, replication, process, entity);
  const pipeline = compilePipeline(plan);
  const startSecondsOfWeek = secondsOfWeek(scenario.startsAtUtc);
  const pools = createSpotPools(plan, stream);
  const queues = plan.queues.map(
    (queue, index): QueueState => ({
      index,
      plan: queue,
      ring: new Int32Array(INITIAL_RING),
      head: 0,
      length: 0,
      visibleCount: 0,
      inFlightCount: 0,
      fleets: [],
      lastActiveSeconds: Number.NEGATIVE_INFINITY,
      metricsReturnSeconds: 0,
      reactivation: stream(`reactivation:${queue.name}`),
    }),
  );
  const world: World = {
    plan,
    assumptions: plan.assumptions,
    scenario,
    seed,
    replication,
    startSecondsOfWeek,
    calendar: new Calendar(FIRST_CAPACITY),
    arrivals: createArrivals(input.arrivals, { seed, replication, startSecondsOfWeek }),
    stageRuns: scenario.arrivals.map(source => {
      const run = stageRunOf(pipeline, source.job);
      if (run.to > run.from) return run;
      throw new HubError('CONFIG_INVALID', `no queue of stack ${plan.stack} serves a stage of job kind ${source.job}`, {
        hint: 'give the stage to a queue in the stack file, or ask for another job kind in the scenario',
      });
    }),
    jobStreams: {
      service: pipeline.stages.map(stage => stream(`service:${stage.name}`)),
      advance: stream('advance'),
      poison: stream('poison'),
    },
    spotAvailability: input.spotAvailability,
    pipeline,
    jobs: createJobTable(queues.length, pipeline.stages.length, jobCapacity(scenario)),
    openJobCount: 0,
    queues,
    fleets: [],
    groups: [],
    alarms: [],
    scheduled: [],
    pools,
    instances: [],
    usedVcpuCount: { onDemand: 0, spot: 0 },
    sessions: [],
    volumes: [],
    decisions: [],
    timeline: { atSeconds: [], backlog: [], inService: [], pending: [], warmPooled: [] },
    lastChangeSeconds: 0,
    counts: emptyCounts(),
  };
  for (const fleet of plan.fleets) addFleet(world, fleet);
  world.calendar.schedule(SECONDS_PER_MINUTE, MINUTE, 0);
  return world;
}

function addFleet(world: World, plan: Fleet): void {
  const queues = plan.queues.map(name => world.queues.find(queue => queue.plan.name === name)!);
  const fleet: FleetState = {
    index: world.fleets.length,
    plan,
    queues,
    groups: [],
    groupsOnSubmit: [],
    idle: [],
    idleHead: 0,
    publication: createSubstream(world.seed, world.replication, `publication:${plan.name}`, 0),
  };
  world.fleets.push(fleet);
  for (const queue of queues) queue.fleets.push(fleet);
  if (plan.base !== undefined) addGroup(world, fleet, plan.base, 'onDemand');
  if (plan.burst !== undefined) addGroup(world, fleet, plan.burst, 'spot');
}

const samplersOf = ({ launchSeconds, bootSeconds, modelLoadSeconds }: BootPath): BootSamplers => ({
  launchSeconds: createSampler(launchSeconds),
  bootSeconds: createSampler(bootSeconds),
  modelLoadSeconds: createSampler(modelLoadSeconds),
});

function addGroup(world: World, fleet: FleetState, plan: BaseGroup | BurstGroup, market: Market): void {
  const name = `${fleet.plan.name}-${market === 'spot' ? 'burst' : 'base'}`;
  const warmPool = 'warmPool' in plan ? plan.warmPool : undefined;
  const group: GroupState = {
    index: world.groups.length,
    name,
    market,
    plan,
    warmPool,
    capacityRebalance: 'capacityRebalance' in plan && plan.capacityRebalance,
    coldBoot: samplersOf(world.plan.boot[plan.bootPath]!),
    warmBoot: warmPool === undefined ? undefined : samplersOf(world.plan.boot[warmPool.bootPath]!),
    types: plan.instanceTypes.map(type => INSTANCE_TYPES[type]),
    pools: market === 'spot' ? poolsOf(world, plan) : [],
    fleet,
    minCount: plan.minCount,
    maxCount: plan.maxCount,
    desiredCount: plan.minCount,
    members: [],
    zoneCounts: new Map(),
    rebalancing: [],
    pooled: [],
    draining: new Set(),
    launchOrdinal: 0,
    launchBackoff: { pauseSeconds: 0, pending: false },
    refillBackoff: { pauseSeconds: 0, pending: false },
    shortage: createSubstream(world.seed, world.replication, `shortage:${name}`, 0),
    memories: new Map(),
    alarms: [],
    onSubmit: plan.policies.filter(policy => policy.kind === 'scaleOnSubmit'),
    pendingDecision: undefined,
  };
  world.groups.push(group);
  fleet.groups.push(group);
  if (group.onSubmit.length > 0) fleet.groupsOnSubmit.push(group);
  addAlarms(world, group);
  for (const policy of plan.policies) {
    if (policy.kind === 'scheduled') world.scheduled.push({ group, policy });
  }
}

/** Each alarm is evaluated at a moment of its own in the minute, and has seen nothing but quiet minutes so far. */
function addAlarms(world: World, group: GroupState): void {
  for (const policy of group.plan.policies) {
    for (const spec of alarmsOf(policy)) {
      const series = createQuietSeries(spec);
      const phase = createSubstream(world.seed, world.replication, `alarm:${group.name}:${spec.name}`, 0);
      const alarm = createAlarm(spec, phase.uniform() * SECONDS_PER_MINUTE);
      const index = world.alarms.length;
      const state = { index, group, policy, spec, alarm, series, datapoint: Number.NaN };
      world.alarms.push(state);
      group.alarms.push(state);
      world.calendar.schedule(alarm.phaseSeconds, ALARM_EVALUATION, index);
    }
  }
}

function poolsOf(world: World, plan: BaseGroup | BurstGroup): SpotPool[] {
  return world.pools.filter(pool => plan.instanceTypes.includes(pool.type.name) && plan.zones.includes(pool.zone));
}

/** Room for a crowd that is known beforehand, so that its columns are not copied while they double. */
function jobCapacity(scenario: Scenario): number {
  return scenario.arrivals.reduce(
    (sum, source) => sum + (source.kind === 'flashCrowd' ? source.users : 0),
    FIRST_CAPACITY,
  );
}

function emptyCounts(): World['counts'] {
  return {
    rejected: 0,
    attempts: 0,
    receives: 0,
    // Worked out at the end: a first fraction there would change the shape of all counts, and undo what was compiled.
    emptyReceives: Number.NaN,
    sends: 0,
    deletes: 0,
    visibilityChanges: 0,
    interruptions: 0,
    rebalances: 0,
    launches: 0,
    launchFailuresCapacity: 0,
    launchFailuresQuota: 0,
    eventCount: 0,
  };
}
