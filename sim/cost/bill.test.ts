import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import type { Session } from '../model/run-record.ts';
import { type Bill, billOf } from './bill.ts';
import { BASE, BURST, testPlan, testRecord, testSession } from './test-record.ts';

const PLAN = testPlan();
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const amounts = (bill: Bill) => Object.fromEntries(bill.lines.map(l => [`${l.item} ${l.category}`, l.nanoUsd]));
const itemUsd = (bill: Bill, item: string) => sum(bill.lines.filter(l => l.item === item).map(l => l.nanoUsd)) / 1e9;

/** One character on one on-demand instance: 30 s of boot, 130 s of work; its volume lives as long. */
const ONE_JOB = testRecord(1, {
  sessions: [testSession(160, { bootSeconds: 30, usefulSeconds: 130 })],
  volumes: [{ group: BASE, startSeconds: 0, endSeconds: 160 }],
});

/** Each line worked by hand: quantity x price in nano-dollars. */
const ONE_JOB_LINES = {
  // 160 s x 526,000,000 / 3600 = 23,377,778, of which 130/160 and 30/160
  'instance-hours useful': 18_994_445,
  'instance-hours boot': 4_383_333,
  // 160 s x 5,000,000 / 3600 = 222,222
  'public-ipv4 useful': 180_555,
  'public-ipv4 boot': 41_667,
  // 100 GiB x 0.08 / 730 h = 10,958,904 an hour; (437 - 125) x 0.04 / 730 = 17,095,890 an hour
  'volume-size storage': 487_062,
  'volume-throughput storage': 759_817,
  // 6 / 7 of 0.04 GB x (72 + 24) h / 730 h x 0.023; 1 / 7 of it x (720 + 24); 0.02 GB x (720 + 24) / 730 x 0.023; 3 kB x 720 / 730 x 0.25; (50 kB + 15 x 356 B) x 720 / 730 x 0.03
  'checkpoints storage': 103_703,
  'handed-over storage': 133_949,
  'assets storage': 468_822,
  'job-records storage': 740,
  'logs-kept storage': 1_637,
  // 2 receives + 2 sends + 2 deletes + 1 heartbeat at 400
  'queue-requests requests': 2_800,
  // submit + 13 polls + result at 1,000; these and 2 advances at 200
  'api-requests requests': 15_000,
  'function-requests requests': 3_400,
  // 0.25 GB x (0.05 + 13 x 0.015 + 0.02 + 2 x 0.1) s x 13,333.4
  'function-time requests': 1_550,
  // submit 6, attempts 2 x 3, heartbeat 2, 7 results x 2, 4 first looks x 2, 2 advances x 4 at 625
  'table-writes requests': 27_500,
  // submit 1, polls 13 x 0.5, result 0.5, attempts 2 x 1, 2 advances x 2 at 125
  'table-reads requests': 1_750,
  // 7 results, 7 manifests and 4 first looks at 5,000; 14 + download 1 + weights 1,085 at 400; 18 events at 1,000
  'bucket-writes requests': 90_000,
  'bucket-reads requests': 440_000,
  'bucket-events requests': 18_000,
  // the same 15 at 0.01 / 10,000
  'edge-api-requests-us-east requests': 15_000,
  // (50 kB + 15 x 356 B) x 0.5 USD/GB
  'log-intake requests': 27_670,
  // 0.02 GB x 0.085; one request at 0.01 / 10,000
  'cdn-us-east delivery': 1_700_000,
  'cdn-requests-us-east delivery': 1_000,
  // 1 of 730 hours of 6 x 0.1, 3, 10 x 0.1, 20 x 0.05, 9.1 x 0.023, and 60 runs of upkeep
  'alarms fixed': 821_918,
  'dashboards fixed': 4_109_589,
  'worker-image fixed': 1_369_863,
  'machine-image fixed': 1_369_863,
  'upkeep fixed': 280_001,
  'weights fixed': 286_712,
};

check('the bill of one character', {
  'is worked by hand, line by line': () => assert.equal(amounts(billOf(PLAN, ONE_JOB)), ONE_JOB_LINES),
  'is the sum of its lines': () => {
    const bill = billOf(PLAN, ONE_JOB);
    assert.is(bill.totalNanoUsd, sum(Object.values(ONE_JOB_LINES)));
    assert.is(bill.usdPerCharacter, bill.totalNanoUsd / 1e9);
  },
  'replaces only the instance hours in its counterfactuals': () => {
    const bill = billOf(PLAN, ONE_JOB);
    assert.is(bill.onDemandUsdPerCharacter, bill.usdPerCharacter);
    // 160 s x 189,000,000 / 3600 = 8,400,000 instead of 23,377,778
    near(bill.usdPerCharacter! - bill.spotUsdPerCharacter!, 0.014977778, 1e-12);
  },
  'has a floor of its work on the cheapest Spot way': () => {
    // GPU: 25 s at 0.410 / 2.5 = 0.164 on g6.xlarge; CPU: 105 s at 0.189 on g4dn.xlarge (g6.xlarge: 0.41 / 1.527 = 0.268)
    near(billOf(PLAN, ONE_JOB).floorUsdPerCharacter!, (25 * 0.164 + 105 * 0.189) / 3600, 1e-12);
  },
});

check('a bill', {
  'shares nothing when no job has finished': () => {
    const bill = billOf(PLAN, testRecord(0, { sessions: [testSession(160)] }));
    assert.is(bill.usdPerCharacter, null);
    assert.is(bill.spotUsdPerCharacter, null);
    assert.is(bill.onDemandUsdPerCharacter, null);
    assert.is(bill.floorUsdPerCharacter, null);
    assert.ok(bill.totalNanoUsd > 0);
  },
  'shows a free first hour of Spot at 0, and pays for its address': () => {
    const session = testSession(1800, { market: 'spot', interrupted: true, usefulSeconds: 1800 });
    const bill = billOf(PLAN, testRecord(1, { sessions: [session] }));
    const free = bill.lines.find(line => line.item === 'spot-first-hour-free')!;
    assert.is(free.nanoUsd, 0);
    assert.is(free.quantity, 0.5);
    assert.is(itemUsd(bill, 'public-ipv4'), 0.0025);
    // On demand the half hour would have been paid.
    near(bill.onDemandUsdPerCharacter! - bill.usdPerCharacter!, 0.263, 1e-12);
    near(bill.spotUsdPerCharacter! - bill.usdPerCharacter!, 0, 1e-12);
  },
  'takes the prices of the plan before those of the catalog': () => {
    const plan = testPlan('  asset-hub:prices: { onDemandUsdPerHour: { g4dn.xlarge: 0.36 } }\n');
    const bill = billOf(plan, testRecord(1, { sessions: [testSession(3600)] }));
    assert.is(itemUsd(bill, 'instance-hours'), 0.36);
  },
  'delivers directly at the price of internet egress': () => {
    const bill = billOf(testPlan('  asset-hub:delivery: { path: direct, downloadsPerJob: 2 }\n'), ONE_JOB);
    // 2 x 0.02 GB x 0.09
    assert.is(itemUsd(bill, 'egress-us-east'), 0.0036);
    assert.is(itemUsd(bill, 'cdn-us-east'), 0);
  },
  'pays a web ACL by the month, by rule and by what it looks at': () => {
    const plan = testPlan('  asset-hub:delivery: { webAcl: true }\n');
    const bill = billOf(plan, ONE_JOB);
    // 1 of 730 hours of 5, and of 2 x 1
    assert.equal([itemUsd(bill, 'web-acl'), itemUsd(bill, 'web-acl-rules')], [0.006849315, 0.002739726]);
    // submit, 13 polls, result and its download at 600
    assert.is(itemUsd(bill, 'web-acl-requests'), 0.0000096);
    const direct = billOf(testPlan('  asset-hub:delivery: { webAcl: true, path: direct }\n'), ONE_JOB);
    // The bucket answers the download itself.
    assert.is(itemUsd(direct, 'web-acl-requests'), 0.000009);
    assert.equal(
      amounts(billOf(PLAN, ONE_JOB)),
      Object.fromEntries(Object.entries(amounts(bill)).filter(([line]) => !line.startsWith('web-acl'))),
    );
  },
  'pays NAT by the hour and by the gigabyte instead of addresses': () => {
    const plan = testPlan('  asset-hub:network: { workerSubnets: private, natGatewayCount: 5 }\n');
    const bill = billOf(plan, ONE_JOB);
    assert.is(itemUsd(bill, 'nat-hours'), 0.225);
    assert.is(itemUsd(bill, 'nat-traffic'), 0.0000225);
    assert.is(itemUsd(bill, 'public-ipv4'), 0);
  },
  'pays detailed monitoring by the second': () => {
    const plan = testPlan('  asset-hub:observability: { detailedMonitoring: true }\n');
    near(
      itemUsd(billOf(plan, testRecord(1, { sessions: [testSession(3600)] })), 'detailed-monitoring'),
      2.1 / 730,
      1e-9,
    );
  },
  'pays a minute for a volume that lived ten seconds': () => {
    const volumes = [{ group: BASE, startSeconds: 5, endSeconds: 15 }];
    // 60 s x 10,958,904 / 3600 = 182,648.4
    assert.is(itemUsd(billOf(PLAN, testRecord(1, { volumes })), 'volume-size'), 0.000182648);
  },
  'stores one result per queue without checkpoints': () => {
    const bill = billOf(testPlan('  asset-hub:worker: { checkpoints: false }\n'), ONE_JOB);
    // 2 results, 2 manifests and 4 first looks at 5,000; 2 of 7 parts of the 40 MB, of which one is handed over
    assert.is(itemUsd(bill, 'bucket-writes'), 0.00004);
    near(itemUsd(bill, 'checkpoints'), 0.000120986 * (1 / 7), 1e-9);
    near(itemUsd(bill, 'handed-over'), (0.04 / 7) * (744 / 730) * 0.023, 1e-9);
  },
  'reads weights from the bucket at launches on that boot path only': () => {
    const reads = (start: Session['start'], bootPath: string) => {
      const fleet = `  asset-hub:fleets:
    all:
      queues: [generation, rigging]
      base:
        minCount: 0
        maxCount: 2
        instanceTypes: [g4dn.xlarge]
        bootPath: ${bootPath}
        warmPool: { preparedCapacityMax: 1 }
      burst: { minCount: 0, maxCount: 20, instanceTypes: [g4dn.xlarge] }
`;
      const sessions = [testSession(160, { start })];
      return itemUsd(billOf(testPlan('', fleet), testRecord(0, { sessions })), 'bucket-reads');
    };
    // 1,085 x 400
    assert.is(reads('cold', 'weights-from-s3'), 0.000434);
    assert.is(reads('pool', 'weights-from-s3'), 0.000434);
    assert.is(reads('warm', 'weights-from-s3'), 0);
    assert.is(reads('cold', 'baked-ami'), 0);
  },
  'refuses a record of another plan': () => {
    const jobs = { ...testRecord(1).jobs, activeStageCount: 3 };
    assert.throws(() => billOf(PLAN, testRecord(1, { jobs })), /3 stages a job, the plan 4/);
    const groups = [{ fleet: 'none', market: 'spot' as const, name: 'x' }];
    assert.throws(() => billOf(PLAN, testRecord(1, { groups })), /no spot group in fleet none/);
    assert.throws(() => billOf(PLAN, testRecord(1, { regionNames: ['mars'] })), /no delivery price for region mars/);
  },
});

const spends = fc.double({ min: 0, max: 1e5, noNaN: true });
const sessions = fc.array(
  fc
    .record({
      boot: spends,
      useful: spends,
      idle: spends,
      isSpot: fc.boolean(),
      interrupted: fc.boolean(),
      g6: fc.boolean(),
    })
    .map(
      ({ boot, useful, idle, isSpot, interrupted, g6 }): Session =>
        testSession(boot + useful + idle, {
          market: isSpot ? 'spot' : 'onDemand',
          instanceType: isSpot && g6 ? 'g6.xlarge' : 'g4dn.xlarge',
          interrupted,
          bootSeconds: boot,
          usefulSeconds: useful,
          idleSeconds: idle,
        }),
    ),
  { maxLength: 20 },
);

check('every bill', {
  'is the exact sum of its lines, its categories and its markets': () => {
    fc.assert(
      fc.property(sessions, fc.integer({ min: 0, max: 50 }), (ran, finished) => {
        const volumes = ran.map(({ group, endSeconds }) => ({ group, startSeconds: 0, endSeconds }));
        const bill = billOf(PLAN, testRecord(finished, { sessions: ran, volumes }));
        assert.is(bill.totalNanoUsd, sum(bill.lines.map(line => line.nanoUsd)));
        assert.is(bill.totalNanoUsd, sum(Object.values(bill.byCategory)));
        assert.is(bill.totalNanoUsd, sum(Object.values(bill.byMarket)));
        const keys = bill.lines.map(line => [line.item, line.category, line.group, line.instanceType].join());
        assert.is(new Set(keys).size, keys.length);
      }),
    );
  },
  'lies between all Spot and all on-demand': () => {
    fc.assert(
      fc.property(sessions, ran => {
        const bill = billOf(PLAN, testRecord(1, { sessions: ran }));
        assert.ok(bill.spotUsdPerCharacter! <= bill.usdPerCharacter!);
        assert.ok(bill.usdPerCharacter! <= bill.onDemandUsdPerCharacter!);
      }),
    );
  },
  'never falls when a session lasts longer': () => {
    fc.assert(
      fc.property(sessions, spends, spends, (ran, a, b) => {
        const [short, long] = [Math.min(a, b), Math.max(a, b)].map(
          end => billOf(PLAN, testRecord(1, { sessions: [...ran, testSession(end)] })).totalNanoUsd,
        );
        assert.ok(short! <= long!);
      }),
    );
  },
  'costs the same whatever the order of the sessions': () => {
    fc.assert(
      fc.property(sessions, ran => {
        const forth = billOf(PLAN, testRecord(1, { sessions: ran }));
        const back = billOf(PLAN, testRecord(1, { sessions: ran.toReversed() }));
        assert.equal(forth.byCategory, back.byCategory);
      }),
    );
  },
  'has as few lines as there are kinds of cost, not one per session': () => {
    const many = Array.from({ length: 500 }, (_, i) => testSession(100 + i, { group: BURST, market: 'spot' }));
    assert.ok(billOf(PLAN, testRecord(1000, { sessions: many })).lines.length < 40);
  },
});
