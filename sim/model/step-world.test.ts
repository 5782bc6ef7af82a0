import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { simulate } from './simulate.ts';
import { runUntil, type TinyHub, tinyInput, tinyWorld } from './test-world.ts';

const group = { instanceTypes: ['g4dn.xlarge'], zones: ['a'], bootPath: 'cold', minCount: 1, maxCount: 1 };
const TWO_QUEUES: TinyHub = {
  queues: { early: { stages: ['text-to-image'] }, late: { stages: ['matte'] } },
  arrivalsAtSeconds: [0, 0, 0],
};

check('admission', {
  'answers 429 beyond the limit, and what it refuses is no job': () => {
    const record = simulate(tinyInput({ arrivalsAtSeconds: [0, 1, 2, 3, 45], admission: { jobsInSystemMax: 2 } }), 0);
    // Two are in at 1 s; one leaves at 40 s, so the last one is let in.
    assert.equal([record.counts.rejected, record.jobs.count], [2, 3]);
  },
});

check('a job of two queues', {
  'enters the second one when the event of the first has come': () => {
    const record = simulate(
      tinyInput({
        ...TWO_QUEUES,
        arrivalsAtSeconds: [0],
        fleets: { one: { queues: ['early'], base: group }, two: { queues: ['late'], base: group } },
        assumptions: { advanceSecondsLow: 1.5, advanceSecondsHigh: 1.5 },
      }),
      0,
    );
    assert.equal([...record.jobs.queuedSeconds], [0, 10 + 1.5]);
    assert.is(record.jobs.endedSeconds[0], 10 + 1.5 + 30);
  },
  'is served in the order in which its fleet names the queues': () => {
    const endedWith = (queues: readonly string[]) => [
      ...simulate(tinyInput({ ...TWO_QUEUES, fleets: { both: { queues, base: group } } }), 0).jobs.endedSeconds,
    ];
    // Late first: each job is completed before the next starts, but for the one started while the event was on its way.
    assert.equal(endedWith(['early', 'late']), [60, 90, 120]);
    const lateFirst = endedWith(['late', 'early']);
    assert.ok(lateFirst[0]! < 60 && lateFirst[2] === 120, `saw ${lateFirst}`);
  },
});

check('instance types', {
  // hub/catalog/instances.ts: an A10G is taken as four times a T4; a CPU stage scales with Coremark.
  'run a GPU stage at the speed of their GPU': () => {
    const record = simulate(
      tinyInput({ arrivalsAtSeconds: [0], base: { minCount: 1, maxCount: 1, instanceTypes: ['g5.xlarge'] } }),
      0,
    );
    assert.is(record.jobs.endedSeconds[0], (10 + 30) / 4);
    assert.is(record.sessions[0]!.usefulSeconds, 10);
  },
});

check('a settled run', {
  'ends at the first full minute at which all is back at its minimum': () => {
    const record = simulate(tinyInput({ arrivalsAtSeconds: [0, 10], settles: true }), 0);
    assert.equal([record.horizonSeconds, record.settled], [120, true]);
  },
  'waits for an instance in its last two minutes, which is still billed': () => {
    const world = tinyWorld({
      burst: { minCount: 1, maxCount: 1 },
      arrivalsAtSeconds: [0],
      settles: true,
      spotEvents: [{ atSeconds: 50, outageSeconds: 1, shareRatio: 1 }],
    });
    runUntil(world, 10_000);
    // Replaced at the notice at 50 s (retry at 80 s, in service at 140 s); the old one is reclaimed at 170 s.
    assert.is(world.calendar.nowSeconds, 180);
    assert.equal(world.usedVcpuCount, { onDemand: 0, spot: 4 });
  },
  'that cannot settle stops at its limit and says so': () => {
    const record = simulate(
      tinyInput({ arrivalsAtSeconds: [0], base: { minCount: 0, maxCount: 1 }, settles: true, horizonSeconds: 500 }),
      0,
    );
    assert.equal([record.horizonSeconds, record.settled], [500, false]);
  },
});
