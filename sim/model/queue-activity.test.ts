import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { runUntil, type TinyHub, tinyWorld } from './test-world.ts';

const WAKE = {
  kind: 'step',
  name: 'wake',
  metric: 'visible',
  comparison: '>',
  threshold: 0,
  steps: [{ lowerBound: 0, adjustment: 1 }],
};
const ASLEEP: TinyHub = { base: { minCount: 0, maxCount: 1, policies: [WAKE] }, arrivalsAtSeconds: [100] };
const HOUR = 3600;

/** When the first decision came. */
function wokeAt(hub: TinyHub, untilSeconds: number): number | undefined {
  return runUntil(tinyWorld(hub), untilSeconds).decisions[0]?.atSeconds;
}

// AWS SQS developer guide, CloudWatch metrics for SQS, 2023-05-05: metrics every minute, for queues active in the last
// six hours; up to 15 minutes until they return.
check('SQS metrics', {
  'are published once a minute, late by the publication lag': () => {
    // Job at 100 s of a queue that is awake: minute ends at 120, published at 130, the alarm's next look is within 60 s.
    const world = tinyWorld({ ...ASLEEP, assumptions: { queueReactivationSecondsMax: 0 } });
    const phase = world.alarms[0]!.alarm.phaseSeconds;
    runUntil(world, 400);
    const firstLook = [0, 60, 120, 180].map(minute => minute + phase).find(seconds => seconds >= 130)!;
    assert.is(world.decisions[0]!.atSeconds, firstLook);
  },
  'of an inactive queue return up to 15 minutes after its first message': () => {
    const delays = Array.from({ length: 40 }, (_, seed) => {
      const woke = wokeAt({ ...ASLEEP, assumptions: { queueReactivationSecondsMax: 900 }, seed }, 2000)!;
      return woke - 100;
    });
    assert.ok(Math.max(...delays) > 700, `latest ${Math.max(...delays)}`);
    assert.ok(Math.max(...delays) < 900 + 180, `latest ${Math.max(...delays)}`);
    assert.ok(Math.min(...delays) < 250, `earliest ${Math.min(...delays)}`);
  },
  'stay for six hours after the last message': () => {
    const twoJobs = (gapSeconds: number): TinyHub => ({
      base: {
        minCount: 0,
        maxCount: 1,
        policies: [
          WAKE,
          {
            kind: 'step',
            name: 'sleep',
            metric: 'backlog',
            comparison: '<=',
            threshold: 0,
            adjustmentType: 'ExactCapacity',
            steps: [{ upperBound: 0, adjustment: 0 }],
          },
        ],
      },
      arrivalsAtSeconds: [0, gapSeconds],
      assumptions: { queueReactivationSecondsMax: 900 },
      seed: 3,
    });
    const secondWake = (gapSeconds: number) => {
      const { decisions } = runUntil(tinyWorld(twoJobs(gapSeconds)), gapSeconds + 2000);
      return decisions.filter(decision => decision.toCount === 1)[1]!.atSeconds - gapSeconds;
    };
    assert.ok(secondWake(5 * HOUR) < 140, `after 5 h: ${secondWake(5 * HOUR)}`);
    assert.ok(secondWake(12 * HOUR) > 140, `after 12 h: ${secondWake(12 * HOUR)}`);
  },
  'never lapse while a worker polls': () => {
    const hub: TinyHub = {
      base: { minCount: 1, maxCount: 2, policies: [{ ...WAKE, threshold: 1 }] },
      arrivalsAtSeconds: [10 * HOUR, 10 * HOUR, 10 * HOUR, 10 * HOUR, 10 * HOUR, 10 * HOUR, 10 * HOUR],
      assumptions: { queueReactivationSecondsMax: 900 },
    };
    const woke = wokeAt(hub, 11 * HOUR)!;
    assert.ok(woke - 10 * HOUR < 140, `saw ${woke - 10 * HOUR}`);
  },
  'of one sleeping queue do not hide the backlog of another that the same fleet polls': () => {
    // A fleet for both queues, scaled to zero: the second queue gets its first message only after the first is served.
    const group = { instanceTypes: ['g4dn.xlarge'], zones: ['a'], bootPath: 'cold', minCount: 0, maxCount: 1 };
    const woke = wokeAt(
      {
        queues: { early: { stages: ['text-to-image'] }, late: { stages: ['matte'] } },
        fleets: { both: { queues: ['late', 'early'], base: { ...group, policies: [WAKE] } } },
        arrivalsAtSeconds: [100],
        assumptions: { queueReactivationSecondsMax: 900 },
      },
      2000,
    );
    assert.ok(woke !== undefined && woke < 100 + 900 + 180, `saw ${woke}`);
  },
});
