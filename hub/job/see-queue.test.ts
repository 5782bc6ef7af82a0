import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { queueStateSchema } from './queue-state.ts';
import { type Look, type SeenGroup, seeQueue } from './see-queue.ts';

const group = (market: SeenGroup['market'], desiredCount: number, inServiceCount: number): SeenGroup => ({
  market,
  desiredCount,
  inServiceCount,
});
const at = (minute: number) => `2026-11-22T10:0${minute}:00.000Z`;
const look = (minute: number, ...groups: SeenGroup[]): Look => ({
  visibleCount: 7,
  inFlightCount: 2,
  groups,
  now: at(minute),
});

check('a look at a queue', {
  'counts what lies there and all who work on it': () => {
    const seen = seeQueue(undefined, look(0, group('onDemand', 1, 1), group('spot', 3, 3)));
    assert.equal(seen, {
      at: at(0),
      visibleCount: 7,
      inFlightCount: 2,
      workers: { desiredCount: 4, inServiceCount: 4 },
    });
    assert.equal(queueStateSchema.parse({ seen }).seen, seen);
  },
  'remembers since when workers are missing, and forgets it when they have come': () => {
    const first = seeQueue(undefined, look(0, group('onDemand', 2, 1)));
    const second = seeQueue(first, look(1, group('onDemand', 3, 2)));
    assert.equal(
      [first, second].map(seen => seen.workers.missingSince),
      [at(0), at(0)],
    );
    const third = seeQueue(second, look(2, group('onDemand', 3, 3)));
    assert.is(third.workers.missingSince, undefined);
    assert.is(seeQueue(third, look(3, group('onDemand', 3, 2))).workers.missingSince, at(3));
  },
  'knows Spot that is missing from others that are': () => {
    const others = seeQueue(undefined, look(0, group('onDemand', 2, 1), group('spot', 3, 3)));
    assert.equal([others.workers.missingSince, others.workers.spotMissingSince], [at(0), undefined]);
    const spot = seeQueue(others, look(1, group('onDemand', 2, 1), group('spot', 3, 0)));
    assert.equal([spot.workers.missingSince, spot.workers.spotMissingSince], [at(0), at(1)]);
  },
  'is not deceived by one group that has more than it wants': () => {
    const seen = seeQueue(undefined, look(0, group('onDemand', 1, 2), group('spot', 1, 0)));
    assert.is(seen.workers.missingSince, at(0));
  },
});
