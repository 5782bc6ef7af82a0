import * as assert from 'uvu/assert';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { check, near } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { alarmMetricCountOf } from './alarm-metric-count.ts';
import { costTables } from './cost-tables.ts';
import { SEED_CLAIMS, SEED_SENTENCES } from './seed-claims.ts';
import { testPlan } from './test-record.ts';

const TABLES = costTables(testPlan());

const claimed = (id: string) =>
  TABLES.perJobClaimed.total.usd[TABLES.perJobClaimed.columns.findIndex(c => c.id === id)]!;
const monthUsd = (plan: HubPlan, item: string) =>
  costTables(plan)
    .perMonth.rows.filter(row => row.item === item)
    .reduce((sum, row) => sum + row.usdPerMonth, 0);

check("the source document's arithmetic", {
  'adds five phases to 160 s': () => assert.is(TABLES.perJobClaimed.total.seconds, 160),
  'gives 0.0070 USD at the Spot price of 2021 and 0.0234 on demand': () => {
    assert.is(claimed('spot-2021').toFixed(4), '0.0070');
    assert.is(claimed('on-demand').toFixed(4), '0.0234');
    assert.is(claimed('spot-2021').toFixed(3), SEED_CLAIMS.spotUsdPerJob.toFixed(3));
    assert.is(claimed('on-demand').toFixed(3), SEED_CLAIMS.onDemandUsdPerJob.toFixed(3));
  },
  "gives 0.0084 USD at today's Spot price, and 0.0099 with all that comes with the instance": () => {
    assert.is(claimed('spot').toFixed(4), '0.0084');
    assert.is(claimed('spot-all-in').toFixed(4), '0.0099');
    assert.is(claimed('on-demand-all-in').toFixed(4), '0.0248');
  },
  'is the sum of its phases in every column': () => {
    for (const table of [TABLES.perJobClaimed, TABLES.perJobPlanned]) {
      for (const [i, total] of table.total.usd.entries()) {
        near(
          table.rows.reduce((sum, row) => sum + row.usd[i]!, 0),
          total,
          1e-15,
        );
      }
    }
  },
  'uses the on-demand price of the catalog, which has not changed': () => {
    const hour = TABLES.perHour.find(row => row.instanceType === SEED_CLAIMS.instanceType)!;
    assert.is(hour.onDemandUsdPerHour, SEED_CLAIMS.onDemandUsdPerHour);
  },
});

check('the static tables', {
  'add volume, throughput and address to an hour': () => {
    const hour = TABLES.perHour[0]!;
    // 100 x 0.08 / 730 = 0.010959; 312 x 0.04 / 730 = 0.017096; 0.005
    near(hour.volumeUsdPerHour, 0.010959, 1e-6);
    near(hour.throughputUsdPerHour, 0.017096, 1e-6);
    near(hour.spotAllInUsdPerHour, 0.222055, 1e-6);
    near(hour.onDemandAllInUsdPerHour, 0.559055, 1e-6);
  },
  'have minutes of a sixtieth of an hour': () => {
    for (const [i, minute] of TABLES.perMinute.entries()) {
      const hour = TABLES.perHour[i]!;
      near(minute.spotAllInUsdPerMinute * 60, hour.spotAllInUsdPerHour, 1e-12);
      near(minute.onDemandUsdPerMinute * 60, hour.onDemandUsdPerHour, 1e-12);
    }
  },
  'say which types the plan may launch, and take its prices': () => {
    assert.equal(
      TABLES.perHour.filter(row => row.isInPlan).map(row => row.instanceType),
      ['g4dn.xlarge', 'g6.xlarge'],
    );
    const own = costTables(testPlan('  asset-hub:prices: { spotUsdPerHour: { g4dn.xlarge: 0.26 } }\n')).perHour[0]!;
    assert.is(own.spotUsdPerHour, 0.26);
    assert.match(own.source, /^plan/);
  },
  "price the plan's own stages without a boot per job": () => {
    // A table of quantiles has four significant digits.
    near(TABLES.perJobPlanned.total.seconds, 130, 1e-3);
    assert.equal(
      TABLES.perJobPlanned.rows.map(row => row.phase),
      ['text-to-image', 'image-to-3d', 'retopology', 'rigging'],
    );
  },
});

check('the month without jobs', {
  'is worked by hand for a plan that sleeps': () => {
    // 6 alarms 0.6, dashboard 3, image 10 x 0.1, machine image 20 x 0.05, weights 9.1 x 0.023
    const things = 0.6 + 3 + 1 + 1 + 0.2093;
    // A call at 0.2; half a second of 256 MB; of two queues a count at 0.4 and a write at 0.625 each; 2 reads of them and 4 of shards at 0.125
    const runUsd = (0.2 + 2 * (0.4 + 0.625) + 6 * 0.125) / 1e6 + 0.125 * 0.0000133334;
    near(TABLES.perMonth.totalUsdPerMonth, things + 730 * 60 * runUsd, 1e-9);
  },
  'is 7 USD more with a web ACL of two rules': () => {
    const guarded = costTables(testPlan('  asset-hub:delivery: { webAcl: true }\n'));
    near(guarded.perMonth.totalUsdPerMonth - TABLES.perMonth.totalUsdPerMonth, 7, 1e-9);
  },
  'asks for users beyond the 10,000 that Cognito signs in for nothing, and for none of an own issuer': () => {
    const plan = testPlan();
    const popular = { ...plan, access: { ...plan.access, usersPerMonth: 12_000 } };
    assert.is(monthUsd(plan, 'signed-in-users'), 0);
    near(monthUsd(popular, 'signed-in-users'), 2000 * 0.0055, 1e-9);
    const foreign = { ...popular, access: { ...popular.access, issuerUrl: 'https://login.example.com' } };
    assert.is(monthUsd(foreign, 'signed-in-users'), 0);
  },
  'is about 4 USD for the dev stack, which has nothing running': () => {
    near(costTables(stackPlan('dev')).perMonth.totalUsdPerMonth, 4, 0.5);
    assert.is(monthUsd(stackPlan('dev'), 'always-on-instances'), 0);
  },
  'is about 950 USD for the prod stack, ruled by two always-on instances of 384': () => {
    const plan = stackPlan('prod');
    near(monthUsd(plan, 'always-on-instances'), 2 * 383.98, 1e-9);
    // 2 fleets x (4 - 1) stopped volumes of 100 x 0.08 + 312 x 0.04 = 20.48
    near(monthUsd(plan, 'warm-pool-volumes'), 6 * 20.48, 1e-9);
    near(costTables(plan).perMonth.totalUsdPerMonth, 950, 10);
  },
  'is far above what the source document says, once a GPU is always on': () => {
    const { claimedUsdPerMonth, totalUsdPerMonth } = costTables(stackPlan('prod')).perMonth;
    assert.equal(claimedUsdPerMonth, [50, 60]);
    assert.ok(totalUsdPerMonth > 10 * claimedUsdPerMonth[1]);
  },
  'counts an alarm once per metric of its expression': () => {
    // 6 that call a person; base: backlog of 2 queues = 4; target tracking per instance over 2 groups: 2 x (4 + 2) = 12
    const fleet = `  asset-hub:fleets:
    one:
      queues: [generation, rigging]
      base: { minCount: 0, maxCount: 2, instanceTypes: [g4dn.xlarge], policies: [{ preset: scale-in-when-idle }] }
      burst:
        minCount: 0
        maxCount: 2
        instanceTypes: [g4dn.xlarge]
        policies: [{ kind: targetTracking, name: track, metric: backlogPerInstance, target: 2 }]
`;
    assert.is(alarmMetricCountOf(testPlan('', fleet)), 6 + 4 + 12);
  },
});

check('the corrections', {
  'answer every sentence of the source document once': () => {
    assert.equal(TABLES.corrections.map(row => row.claim).toSorted(), Object.values(SEED_SENTENCES).toSorted());
  },
  'say what is right, why, and by what source': () => {
    for (const { correct, why, source } of TABLES.corrections) {
      assert.ok(correct.length > 3 && why.length > 3 && source.length > 3, correct);
    }
  },
  'follow the catalog': () => {
    const correct = (claim: string) => TABLES.corrections.find(row => row.claim === claim)!.correct;
    assert.is(correct(SEED_SENTENCES['spot-price']), '0.189 USD, between 0.158 and 0.26, and add-ons');
    assert.is(correct(SEED_SENTENCES['fixed-month']), '384 USD for each always-on g4dn.xlarge alone');
    // 10,000 x 160 s / 100 = 16,000 s
    assert.is(correct(SEED_SENTENCES.rush), 'they need 4.4 h at 160 s a job');
    // 130 s x 0.189 / 3600
    assert.match(correct(SEED_SENTENCES['job-price']), /^0\.0068 USD of work at best/);
  },
});
