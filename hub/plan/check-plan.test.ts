import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { checkPlan } from './check-plan.ts';
import { hubPlanSchema } from './hub-plan.ts';

type Tree = Readonly<Record<string, unknown>>;

const GROUP = { minCount: 1, maxCount: 1, instanceTypes: ['g4dn.xlarge'] };
const STAGES = ['text-to-image', 'matte', 'image-to-3d', 'retopology', 'texture', 'rigging', 'package'];

/** What is found in a plan of one queue and one fleet, changed; each as `severity path message`. */
function findings(changes: { readonly fleet?: Tree; readonly queues?: Tree } & Tree): readonly string[] {
  const { fleet, queues = { all: { stages: STAGES } }, ...sections } = changes;
  const plan = hubPlanSchema.parse({
    queues,
    fleets: { workers: { queues: Object.keys(queues), burst: GROUP, ...fleet } },
    ...sections,
  });
  return checkPlan(plan).map(found => `${found.severity} ${found.path.join('.')} ${found.message}`);
}

const withGroup = (changes: Tree) => findings({ fleet: { burst: { ...GROUP, ...changes } } });
const withQueue = (changes: Tree) => findings({ queues: { all: { stages: STAGES, ...changes } } });
const BURST = 'fleets.workers.burst';
const STEP = {
  kind: 'step',
  name: 'grow',
  metric: 'visible',
  comparison: '>',
  threshold: 0,
  steps: [{ lowerBound: 0, adjustment: 1 }],
};

check('checkPlan', {
  'finds nothing wrong with a right plan': () => assert.equal(findings({}), []),
  'wants maxCount at or above minCount': () =>
    assert.equal(withGroup({ maxCount: 0 }), [
      `error ${BURST}.maxCount must be a whole number >= minCount (saw 0, minCount 1)`,
    ]),
  'warns of room that no policy uses': () =>
    assert.equal(withGroup({ maxCount: 3 }), [
      `warning ${BURST}.maxCount is above minCount, but no policy ever changes the size (saw 3, minCount 1)`,
    ]),
  'wants a group in every fleet': () =>
    assert.equal(findings({ fleet: { burst: undefined } }), ['error fleets.workers must have a base or a burst group']),
  'wants each type and zone once': () => {
    assert.equal(withGroup({ instanceTypes: ['g5.xlarge', 'g5.xlarge'] }), [
      `error ${BURST}.instanceTypes.1 stands twice (saw g5.xlarge)`,
    ]);
    assert.equal(withGroup({ zones: ['a', 'b', 'a'] }), [`error ${BURST}.zones.2 stands twice (saw a)`]);
  },
  'wants gateways for no zone, for all together, or for each': () => {
    const network = { workerSubnets: 'private', natGatewayCount: 3 };
    assert.equal(findings({ network }), [
      'error network.natGatewayCount must be 0, 1, or one for each of the 5 zones the groups name (saw 3)',
    ]);
    assert.equal(findings({ network: { ...network, natGatewayCount: 5 } }), []);
  },
  'wants an audience for the tokens of a foreign issuer, and only for those': () => {
    const issuerUrl = 'https://login.example.com';
    assert.equal(findings({ access: { issuerUrl } }), [
      'error access.audiences must name an audience when there is an issuerUrl: else any token of that issuer would do',
    ]);
    assert.equal(findings({ access: { audiences: ['game'] } }), [
      "error access.audiences belongs to an issuerUrl; the hub's own user pool has its own",
    ]);
    assert.equal(findings({ access: { issuerUrl, audiences: ['game'] } }), []);
  },
  'lets the page be somebody only at a foreign issuer': () => {
    const foreign = { pageClientId: 'page', signInOrigins: ['https://tokens.example.com'] };
    assert.equal(findings({ access: { ...foreign, pageScopes: ['openid', 'hub/submit'] } }), [
      "error access.pageClientId belongs to an issuerUrl; the hub's own user pool has its own",
      "error access.signInOrigins belongs to an issuerUrl; the hub's own user pool has its own",
      "error access.pageScopes must be among openid, email, profile, phone with the hub's own user pool (saw hub/submit)",
    ]);
    const access = { issuerUrl: 'https://login.example.com', audiences: ['game'], ...foreign };
    assert.equal(findings({ access: { ...access, pageScopes: ['openid', 'hub/submit'] } }), []);
  },
  'forgets checkpoints before what they were for': () =>
    assert.equal(findings({ storage: { checkpointRetentionDays: 9, assetRetentionDays: 7 } }), [
      'error storage.checkpointRetentionDays must be <= assetRetentionDays (saw 9, assetRetentionDays 7)',
    ]),
  'wants a certificate with domain names, and names with a certificate': () => {
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1a2b';
    const domainNames = ['characters.example.com'];
    assert.equal(findings({ delivery: { domainNames } }), [
      'error delivery.domainNames needs a certificate: CloudFront serves no other name without one',
    ]);
    assert.equal(findings({ delivery: { certificateArn, hostedZoneId: 'Z0123456789' } }), [
      'error delivery.certificateArn is for domainNames, and there are none',
      'error delivery.hostedZoneId is for domainNames, and there are none',
    ]);
    assert.equal(findings({ delivery: { domainNames, certificateArn, hostedZoneId: 'Z0123456789' } }), []);
  },
  'warns of the zone without GPUs': () =>
    assert.equal(withGroup({ zones: ['a', 'e'] }), [`warning ${BURST}.zones.1 offers no G instances (saw e)`]),
  'wants boot paths that are described': () =>
    assert.equal(withGroup({ bootPath: 'warp' }), [`error ${BURST}.bootPath must name a boot path (saw warp)`]),
  'wants a warm pool that can hold its own minimum': () =>
    assert.equal(
      findings({ fleet: { base: { ...GROUP, warmPool: { minCount: 3, preparedCapacityMax: 2, bootPath: 'cold' } } } }),
      [
        'error fleets.workers.base.warmPool.preparedCapacityMax must be a whole number >= minCount of the pool (saw 2, minCount 3)',
        'error fleets.workers.base.warmPool.bootPath must name a boot path (saw cold)',
      ],
    ),
});

check('checkPlan on queues', {
  'wants fleets to poll queues there are, once': () =>
    assert.equal(findings({ fleet: { queues: ['all', 'none', 'all'] } }), [
      'error fleets.workers.queues.1 must name a queue (saw none)',
      'error fleets.workers.queues.2 stands twice (saw all)',
    ]),
  'wants every queue to be polled': () =>
    assert.equal(
      findings({
        queues: { one: { stages: STAGES.slice(0, 3) }, two: { stages: STAGES.slice(3) } },
        fleet: { queues: ['one'] },
      }),
      ['error queues.two is polled by no fleet, so its jobs would wait for ever'],
    ),
  'wants the stages of a queue in order, once, without gaps': () => {
    assert.match(
      withQueue({ stages: ['matte', 'text-to-image'] })[0]!,
      'error queues.all.stages must follow the order of the pipeline',
    );
    assert.match(withQueue({ stages: ['matte', 'matte'] })[0]!, 'error queues.all.stages.1 stands twice (saw matte)');
    assert.match(
      withQueue({ stages: ['text-to-image', 'image-to-3d'] })[0]!,
      'error queues.all.stages must be neighbours in the pipeline (matte lies between)',
    );
  },
  'wants each stage in one queue only': () =>
    assert.equal(findings({ queues: { one: { stages: STAGES }, two: { stages: ['rigging'] } } }), [
      'error queues.two.stages.0 is already a stage of queue one (saw rigging)',
    ]),
  'warns of stages nobody works on': () =>
    assert.equal(withQueue({ stages: STAGES.slice(0, 6) }), [
      'warning queues carry no package: jobs skip these stages',
    ]),
  'wants the heartbeat within the lease': () => {
    const message = 'must be below visibilityTimeoutSeconds, or the lease ends before it is extended';
    assert.equal(withQueue({ heartbeatSeconds: 600 }), [
      `error queues.all.heartbeatSeconds ${message} (saw 600, visibilityTimeoutSeconds 600)`,
    ]);
    assert.equal(withQueue({ heartbeatSeconds: 599 }), []);
    assert.equal(withQueue({ heartbeatSeconds: 0, visibilityTimeoutSeconds: 0 }), []);
  },
});

check('checkPlan on policies', {
  'wants presets there are': () =>
    assert.equal(withGroup({ maxCount: 2, policies: [{ preset: 'steep-step' }] }), [
      `error ${BURST}.policies.0.preset must name a policy preset (saw steep-step)`,
    ]),
  'wants step bounds that neither overlap nor leave a gap': () => {
    const steps = [
      { lowerBound: 0, upperBound: 20, adjustment: 1 },
      { lowerBound: 10, adjustment: 5 },
    ];
    const found = withGroup({ maxCount: 2, policies: [{ ...STEP, steps }] });
    assert.is(found.length, 1);
    assert.match(found[0]!, new RegExp(`^error ${BURST}.policies.0.steps.1`));
  },
  'passes warnings on': () =>
    assert.match(
      withGroup({ maxCount: 2, policies: [{ preset: 'seed-cpu-40' }] })[0]!,
      `warning ${BURST}.policies.0.metric cpuPercent`,
    ),
  'wants names that tell policies apart': () =>
    assert.equal(withGroup({ maxCount: 2, policies: [STEP, STEP] }), [
      `error ${BURST}.policies.1 must have a name of its own in the group (saw grow)`,
    ]),
});

check('checkPlan on quotas', {
  'wants each group to fit by its smallest type': () =>
    assert.equal(findings({ quotas: { spotVcpuMax: 3 } }), [
      `error ${BURST}.instanceTypes needs 1 x 4 vCPU of Spot quota at the least (saw quotas.spotVcpuMax 3)`,
    ]),
  'wants all minima to fit together': () => {
    const base = { ...GROUP, minCount: 2, maxCount: 2 };
    const queues = { one: { stages: STAGES.slice(0, 3) }, two: { stages: STAGES.slice(3) } };
    const plan = hubPlanSchema.parse({
      queues,
      fleets: { a: { queues: ['one'], base }, b: { queues: ['two'], base } },
      quotas: { onDemandVcpuMax: 12 },
    });
    assert.equal(
      checkPlan(plan).map(found => [found.severity, found.message]),
      [['error', 'must cover the minCount of all base groups (saw 12, they need 16 vCPU)']],
    );
  },
  'warns of maxima that cannot be reached': () =>
    assert.equal(findings({ fleet: { burst: { ...GROUP, maxCount: 300, policies: [STEP] } } }), [
      'warning quotas.spotVcpuMax does not cover the maxCount of all burst groups (saw 1024, they need 1200 vCPU)',
    ]),
  'needs no quota for a group that is switched off, but says that it is': () =>
    assert.equal(findings({ quotas: { spotVcpuMax: 0 }, fleet: { burst: { ...GROUP, minCount: 0, maxCount: 0 } } }), [
      'warning fleets.workers can never have an instance (saw maxCount 0 in all its groups)',
    ]),
});

check('checkPlan on assumptions', {
  'wants shares up to 1': () =>
    assert.equal(findings({ assumptions: { onDemandShortageRatio: 5 } }), [
      'error assumptions.onDemandShortageRatio must be a share, 0..1 (saw 5)',
    ]),
  'wants the low end below the high one': () =>
    assert.equal(findings({ assumptions: { metricPublishLagSecondsLow: 70 } }).slice(0, 1), [
      'error assumptions.metricPublishLagSecondsHigh must be >= metricPublishLagSecondsLow (saw 60, metricPublishLagSecondsLow 70)',
    ]),
  'refuses pauses and spells of no length, which would follow each other for ever': () =>
    assert.equal(findings({ assumptions: { launchRetrySecondsFirst: 0, spotTightRegimeSecondsMean: 0 } }), [
      'error assumptions.launchRetrySecondsFirst must be at least 1 s (saw 0)',
      'error assumptions.spotTightRegimeSecondsMean must be at least 1 s (saw 0)',
    ]),
  'says when a value is above its range': () =>
    assert.equal(findings({ assumptions: { alarmActionSeconds: 50 } }), [
      'warning assumptions.alarmActionSeconds is above its range 1 to 5 (saw 50)',
    ]),
});

check('checkPlan on the rest', {
  'wants prices of types there are': () =>
    assert.equal(findings({ prices: { spotUsdPerHour: { 'g4dn.xlarg': 0.2, 'g5.xlarge': 0.4 } } }), [
      'error prices.spotUsdPerHour.g4dn.xlarg must be an instance type (saw g4dn.xlarg)',
    ]),
  'wants a way out for private workers, and no idle gateway': () => {
    assert.match(findings({ network: { workerSubnets: 'private' } })[0]!, 'error network.natGatewayCount must be >= 1');
    assert.match(
      findings({ network: { natGatewayCount: 1 } })[0]!,
      'error network.natGatewayCount must be 0 with public workers',
    );
  },
  'wants thresholds that can be read, on queues there are': () => {
    assert.match(
      findings({ gate: { thresholds: ['p95(queue_wait)<1'] } })[0]!,
      'error gate.thresholds.0 must be a threshold: queue_wait is not a metric',
    );
    assert.equal(findings({ gate: { thresholds: ['queue_wait_seconds{queue=al}<1'] } }), [
      'error gate.thresholds.0 must name a queue of this plan (saw al)',
    ]);
    assert.equal(findings({ gate: { thresholds: ['queue_wait_seconds{queue=all}<1'] } }), []);
  },
});
