import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../../test/kit/check.ts';
import { backlogPerInstance } from './metric-math.ts';
import { createMetricSeries, meanPublished, publish } from './metric-series.ts';

check('a metric series', {
  'shows a point from its publication on': () => {
    const series = createMetricSeries(5);
    publish(series, 0, 7, 80);
    assert.ok(Number.isNaN(meanPublished(series, 0, 60, 79.9)));
    assert.is(meanPublished(series, 0, 60, 80), 7);
  },
  'averages what is published of a longer period': () => {
    const series = createMetricSeries(5);
    publish(series, 0, 4, 60);
    publish(series, 60, 8, 120);
    publish(series, 120, 90, 200);
    assert.is(meanPublished(series, 0, 180, 180), 6);
    assert.is(meanPublished(series, 0, 180, 200), 34);
  },
  'has nothing in minutes never published, also before time 0': () => {
    assert.ok(Number.isNaN(meanPublished(createMetricSeries(3), -600, 600, 1e9)));
  },
  'keeps the newest value of a minute, and drops what is too old for the ring': () => {
    const series = createMetricSeries(3);
    publish(series, 180, 1, 240);
    publish(series, 180, 2, 240);
    publish(series, 0, 9, 900);
    assert.is(meanPublished(series, 180, 240, 900), 2);
    assert.ok(Number.isNaN(meanPublished(series, 0, 60, 900)));
  },
  'agrees with a list that forgets nothing, over the minutes it remembers': () => {
    const point = fc.record({ skip: fc.integer({ min: 1, max: 3 }), value: fc.nat(100), lag: fc.nat(120) });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (points, size) => {
        const series = createMetricSeries(size);
        const all = new Map<number, { value: number; availableAt: number }>();
        let minute = -1;
        for (const { skip, value, lag } of points) {
          minute += skip;
          publish(series, minute * 60, value, minute * 60 + lag);
          all.set(minute, { value, availableAt: minute * 60 + lag });
        }
        const now = (minute + 1) * 60;
        for (let m = minute - size + 1; m <= minute; m += 1) {
          const real = all.get(m);
          const expected = real !== undefined && real.availableAt <= now ? real.value : NaN;
          assert.ok(Object.is(meanPublished(series, m * 60, (m + 1) * 60, now), expected));
        }
      }),
    );
  },
});

check('metric math', {
  'backlog per instance: 1,500 messages on 10 instances are 150 (EC2 Auto Scaling guide, 2023-04-27)': () => {
    assert.is(backlogPerInstance(1500, 10), 150);
  },
  'with no instance it is the backlog itself, so that an empty fleet can start': () => {
    assert.is(backlogPerInstance(1500, 0), 1500);
  },
});
