import * as assert from 'uvu/assert';
import { USER_REGION_NAMES, USER_REGIONS } from '../../../hub/catalog/regions.ts';
import { check, near } from '../../../test/kit/check.ts';
import { type ArrivalSpec, createArrivals } from './create-arrivals.ts';

const CROWD: ArrivalSpec = { kind: 'flashCrowd', job: 'character', users: 200, windowSeconds: 60 };
const TRICKLE: ArrivalSpec = { kind: 'poisson', job: 'image', ratePerSecond: 1, untilSeconds: 300 };
const DAY: ArrivalSpec = { kind: 'diurnal', job: 'character', regions: { japan: 900 }, swingRatio: 0.5, days: 1 };
const MIXED: readonly ArrivalSpec[] = [
  CROWD,
  TRICKLE,
  DAY,
  {
    kind: 'mmpp',
    job: 'mesh',
    states: [
      { ratePerHour: 60, meanSojournSeconds: 100 },
      { ratePerHour: 6000, meanSojournSeconds: 20 },
    ],
    untilSeconds: 500,
  },
  { kind: 'trace', job: 'rig', file: 'x.csv', timeUnit: 'seconds', times: Float64Array.of(0, 1, 30), repeat: 2 },
  { kind: 'closedLoop', job: 'character', users: 5, thinkSeconds: { kind: 'exponential', mean: 40 }, jobsPerUser: 3 },
];

type Seen = { readonly seconds: number; readonly source: number; readonly region: number; readonly user: number };

/** Everything that arrives; a closed loop's job ends 10 s after it came. */
function arrivalsOf(specs: readonly ArrivalSpec[], seed = 1, replication = 0): Seen[] {
  const arrivals = createArrivals(specs, { seed, replication, startSecondsOfWeek: 0 });
  const seen: Seen[] = [];
  for (let seconds = arrivals.peekSeconds(); seconds < Infinity; seconds = arrivals.peekSeconds()) {
    arrivals.take();
    const { source, region, user } = arrivals;
    seen.push({ seconds, source, region, user });
    arrivals.jobEnded(source, user, seconds + 10);
  }
  return seen;
}

check('createArrivals', {
  'brings all sources in one order of time': () => {
    const seen = arrivalsOf(MIXED);
    assert.ok(seen.every((arrival, index) => arrival.seconds >= (seen[index - 1]?.seconds ?? 0)));
    assert.equal([...new Set(seen.map(arrival => arrival.source))].sort(), [0, 1, 2, 3, 4, 5]);
    assert.is(seen.filter(arrival => arrival.source === 0).length, 200);
    assert.is(seen.filter(arrival => arrival.source === 4).length, 6);
    assert.is(seen.filter(arrival => arrival.source === 5).length, 15);
  },
  'breaks ties by the order of the sources': () => {
    const trace = (times: readonly number[]): ArrivalSpec => ({
      kind: 'trace',
      job: 'character',
      file: 'x.csv',
      timeUnit: 'seconds',
      times: Float64Array.from(times),
    });
    const seen = arrivalsOf([trace([0, 5, 5]), trace([0, 5])]);
    assert.equal(
      seen.map(arrival => arrival.source),
      [0, 1, 0, 0, 1],
    );
  },
  'gives the same arrivals for the same seed and replication': () => assert.equal(arrivalsOf(MIXED), arrivalsOf(MIXED)),
  'gives other arrivals for another replication or seed': () => {
    const base = arrivalsOf([CROWD]);
    for (const other of [arrivalsOf([CROWD], 1, 1), arrivalsOf([CROWD], 2, 0)]) {
      assert.is(other.length, base.length);
      assert.not.equal(other, base);
      assert.is(
        other.some((arrival, index) => arrival.seconds === base[index]!.seconds),
        false,
      );
    }
  },
  'leaves the others alone when a source is added or changed': () => {
    const base = arrivalsOf([CROWD, TRICKLE]).filter(arrival => arrival.source === 1);
    const added = arrivalsOf([CROWD, TRICKLE, DAY]).filter(arrival => arrival.source === 1);
    const changed = arrivalsOf([{ ...CROWD, users: 7 }, TRICKLE]).filter(arrival => arrival.source === 1);
    assert.ok(base.length > 200);
    assert.equal(added, base);
    assert.equal(changed, base);
  },
  'lets two sources that read alike draw apart': () => {
    const seen = arrivalsOf([TRICKLE, TRICKLE]);
    const first = new Set(seen.filter(arrival => arrival.source === 0).map(arrival => arrival.seconds));
    const second = seen.filter(arrival => arrival.source === 1);
    assert.ok(second.length > 200);
    assert.is(second.filter(arrival => first.has(arrival.seconds)).length, 0);
  },
  "draws regions by the catalog's shares": () => {
    const users = 50_000;
    const arrivals = createArrivals([{ ...CROWD, users }], { seed: 1, replication: 0, startSecondsOfWeek: 0 });
    const counts = arrivals.regionNames.map(() => 0);
    for (let index = 0; index < users; index += 1) {
      arrivals.take();
      counts[arrivals.region]! += 1;
    }
    for (const [index, name] of arrivals.regionNames.entries()) {
      // Four standard errors of a share near 1/4.
      near(counts[index]! / users, USER_REGIONS[name].userShareRatio, 0.008, name);
    }
  },
  "draws regions by the source's own weights, without moving the times": () => {
    const seen = arrivalsOf([{ ...CROWD, regions: { japan: 2, korea: 0 } }]);
    assert.equal([...new Set(seen.map(arrival => USER_REGION_NAMES[arrival.region]))], ['japan']);
    assert.equal(
      seen.map(arrival => arrival.seconds),
      arrivalsOf([CROWD]).map(arrival => arrival.seconds),
    );
  },
  'names the user of a closed loop only': () => {
    const seen = arrivalsOf(MIXED);
    assert.ok(
      seen.every(arrival => (arrival.source === 5 ? arrival.user >= 0 && arrival.user < 5 : arrival.user === -1)),
    );
  },
  'refuses to take what is not due': () => {
    const arrivals = createArrivals([{ ...CROWD, users: 1 }], { seed: 1, replication: 0, startSecondsOfWeek: 0 });
    arrivals.take();
    assert.is(arrivals.peekSeconds(), Infinity);
    assert.throws(() => arrivals.take(), /no arrival is due/);
  },
});
