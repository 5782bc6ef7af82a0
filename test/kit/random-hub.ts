/** Small hubs at random, with everything that goes wrong in them: storms, failures, poison, lost workers. */
import fc from 'fast-check';
import type { TinyHub } from '../../sim/model/test-world.ts';

const OUT = {
  kind: 'step',
  name: 'out',
  metric: 'visible',
  comparison: '>',
  threshold: 0,
  steps: [
    { lowerBound: 0, upperBound: 5, adjustment: 1 },
    { lowerBound: 5, adjustment: 3 },
  ],
};
/** Every group can leave zero and comes back from its maximum. */
const ALWAYS = [OUT, { preset: 'scale-in-when-idle' }];
const SOMETIMES = [
  { kind: 'targetTracking', name: 'track', metric: 'backlogPerInstance', target: 1.1 },
  { kind: 'scaleOnSubmit', name: 'submit', backlogPerInstance: 2, minIntervalSeconds: 0 },
  { preset: 'seed-scale-in-at-zero' },
];

/** Tenths of a second, so that some things happen at the same moment. */
const seconds = (max: number) => fc.integer({ min: 0, max: max * 10 }).map(tenths => tenths / 10);

const groupFields = {
  minCount: fc.integer({ min: 0, max: 2 }),
  zones: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
  instanceTypes: fc.shuffledSubarray(['g4dn.xlarge', 'g5.xlarge', 'g4dn.2xlarge'], { minLength: 1 }),
  bootPath: fc.constant('cold'),
  instanceWarmupSeconds: fc.constantFrom(0, 60),
  drainSeconds: fc.constantFrom(30, 100),
  scaleInProtection: fc.boolean(),
  policies: fc.subarray<object>(SOMETIMES).map(chosen => [...ALWAYS, ...chosen]),
};
const sized = <G extends { readonly minCount: number }>(group: G) => ({ ...group, maxCount: group.minCount + 3 });

const base = fc
  .record({
    ...groupFields,
    warmPool: fc.option(
      fc.record({
        minCount: fc.integer({ min: 0, max: 1 }),
        preparedCapacityMax: fc.integer({ min: 1, max: 4 }),
        reuseOnScaleIn: fc.boolean(),
        bootPath: fc.constant('warm'),
      }),
      { nil: undefined },
    ),
  })
  .map(sized);
const burst = fc.record({ ...groupFields, capacityRebalance: fc.boolean() }).map(sized);

const queueOf = (stages: readonly string[]) =>
  fc.record({
    stages: fc.constant(stages),
    heartbeatSeconds: fc.constantFrom(0, 20),
    visibilityTimeoutSeconds: fc.constantFrom(25, 60, 300),
    receiveCountMax: fc.constantFrom(1, 2, 4, 1000),
  });

const fleets = fc.oneof(
  fc.record({ all: fc.record({ queues: fc.constant(['late', 'early']), base, burst }) }),
  fc.record({
    one: fc.record({ queues: fc.constant(['early']), base, burst }),
    two: fc.record({ queues: fc.constant(['late', 'early']), burst }),
  }),
);

const storm = fc.record({
  atSeconds: seconds(3000),
  outageSeconds: fc.integer({ min: 1, max: 1500 }),
  shareRatio: fc.constantFrom(0.5, 1),
  noticeSeconds: fc.constantFrom(0, 30, 120),
});

/** A tiny hub whose input, plan and disturbances differ from the next one's. */
export const randomHub: fc.Arbitrary<TinyHub> = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  stages: fc.constant({ 'text-to-image': 10, matte: 30, 'image-to-3d': 45 }),
  queues: fc.record({ early: queueOf(['text-to-image', 'matte']), late: queueOf(['image-to-3d']) }),
  fleets,
  arrivalsAtSeconds: fc
    .array(seconds(900), { minLength: 1, maxLength: 25 })
    .map(times => times.toSorted((a, b) => a - b)),
  worker: fc.record({
    checkpoints: fc.boolean(),
    transientFailureRatio: fc.constantFrom(0, 0.3),
    poisonRatio: fc.constantFrom(0, 0.1),
    noticeFinishSeconds: fc.constantFrom(0, 30, 100),
  }),
  quotas: fc.record({ onDemandVcpuMax: fc.constantFrom(16, 64), spotVcpuMax: fc.constantFrom(24, 64) }),
  assumptions: fc.record({
    receiveSeconds: fc.constant(0.02),
    checkpointSeconds: fc.constant(0.5),
    alarmActionSeconds: fc.constant(3),
    advanceSecondsHigh: fc.constant(2),
    onDemandShortageRatio: fc.constantFrom(0, 0.3),
    spotCalmHazardPerHour: fc.constantFrom(0, 10),
    spotTightShareRatio: fc.constantFrom(0, 0.3),
    spotTightRegimeSecondsMean: fc.constant(600),
    spotTightOnSecondsMean: fc.constant(300),
    spotTightOffSecondsMean: fc.constant(200),
    spotNoticeMissedRatio: fc.constantFrom(0, 0.5),
    spotOutageSpreadSeconds: fc.constantFrom(0, 120),
    spotRebalanceLeadSecondsMean: fc.constantFrom(0, 120),
    spotPoolCapacityCount: fc.constantFrom(2, 60),
  }),
  spotEvents: fc.array(storm, { maxLength: 3 }),
  settles: fc.boolean(),
  horizonSeconds: fc.constant(4 * 3600),
});
