import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { Calendar, NO_EVENT } from './calendar.ts';

const LAST_ENTITY = 2 ** 25 - 1;

/** The plainest calendar there is: an array, searched for the earliest and, among equals, the first scheduled. */
type Entry = { readonly at: number; readonly kind: number; readonly entity: number; readonly handle: number };

class NaiveCalendar {
  now = 0;
  readonly entries: Entry[] = [];

  next(until: number): Entry | undefined {
    let best: Entry | undefined;
    for (const entry of this.entries) if (best === undefined || entry.at < best.at) best = entry;
    if (best === undefined || best.at > until) {
      this.now = until;
      return undefined;
    }
    this.entries.splice(this.entries.indexOf(best), 1);
    this.now = best.at;
    return best;
  }

  cancel(handle: number): void {
    const index = this.entries.findIndex(entry => entry.handle === handle);
    if (index >= 0) this.entries.splice(index, 1);
  }
}

// Few distinct delays, so that ties abound; cancellations name any handle ever given, fired and cancelled ones too.
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('schedule' as const),
      delay: fc.nat(6),
      kind: fc.nat(63),
      entity: fc.nat(LAST_ENTITY),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('next' as const), delay: fc.nat(4) }) },
);

function replay(steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]): void {
  const calendar = new Calendar(1);
  const naive = new NaiveCalendar();
  const handles: number[] = [NO_EVENT];
  for (const one of steps) {
    if (one.do === 'schedule') {
      const handle = calendar.schedule(calendar.nowSeconds + one.delay, one.kind, one.entity);
      assert.not(handles.includes(handle), 'a handle is given once');
      handles.push(handle);
      naive.entries.push({ at: naive.now + one.delay, kind: one.kind, entity: one.entity, handle });
    } else if (one.do === 'cancel') {
      const handle = handles[one.which % handles.length]!;
      calendar.cancel(handle);
      naive.cancel(handle);
    } else {
      const until = naive.now + one.delay;
      const wanted = naive.next(until);
      assert.is(calendar.next(until), wanted !== undefined);
      if (wanted !== undefined) assert.equal([calendar.kind, calendar.entity], [wanted.kind, wanted.entity]);
    }
    assert.is(calendar.nowSeconds, naive.now);
    assert.is(calendar.pendingCount, naive.entries.length);
    // Peeking settles the heap, so only now and then: the lazy paths must be walked too.
    if (handles.length % 3 === 0)
      assert.is(calendar.peekSeconds(), Math.min(Infinity, ...naive.entries.map(entry => entry.at)));
  }
}

check('calendar', {
  'does what a sorted list does, under any mix of schedule, cancel and next': () =>
    fc.assert(fc.property(fc.array(step, { maxLength: 120 }), replay), { numRuns: 500, seed: 1 }),
  'fires events of one time in the order of scheduling': () => {
    const calendar = new Calendar();
    for (let entity = 0; entity < 100; entity += 1) calendar.schedule(5, 1, entity);
    const fired: number[] = [];
    while (calendar.next(5)) fired.push(calendar.entity);
    assert.equal(
      fired,
      Array.from({ length: 100 }, (_, entity) => entity),
    );
  },
  'fires an event that lies exactly on the horizon, and stops the clock there after it': () => {
    const calendar = new Calendar();
    calendar.schedule(10, 3, 4);
    calendar.schedule(10.5, 3, 5);
    assert.ok(calendar.next(10));
    assert.not(calendar.next(10.25));
    assert.is(calendar.nowSeconds, 10.25);
    assert.is(calendar.peekSeconds(), 10.5);
  },
  'leaves the clock at the last event when it runs dry without a horizon': () => {
    const calendar = new Calendar();
    calendar.schedule(7, 0, 0);
    while (calendar.next(Infinity));
    assert.is(calendar.nowSeconds, 7);
    assert.is(calendar.peekSeconds(), Infinity);
  },
  'carries the largest kind and entity': () => {
    const calendar = new Calendar();
    calendar.schedule(0, 63, LAST_ENTITY);
    calendar.next(0);
    assert.equal([calendar.kind, calendar.entity], [63, LAST_ENTITY]);
  },
  'refuses the past, NaN, infinity and codes out of range': () => {
    const calendar = new Calendar();
    calendar.next(5);
    for (const seconds of [4.999, Number.NaN, Infinity])
      assert.throws(() => calendar.schedule(seconds, 0, 0), /not a finite time/);
    assert.throws(() => calendar.next(4), /horizon/);
    for (const [kind, entity] of [
      [64, 0],
      [-1, 0],
      [0, LAST_ENTITY + 1],
      [0, -1],
    ] as const) {
      assert.throws(() => calendar.schedule(6, kind, entity), /kind must be 0..63/);
    }
    assert.is(calendar.pendingCount, 0);
  },
  'a stale handle never cancels the event that took over its slot': () => {
    const calendar = new Calendar(1);
    const first = calendar.schedule(1, 0, 1);
    calendar.next(1);
    calendar.schedule(2, 0, 2);
    calendar.cancel(first);
    assert.is(calendar.pendingCount, 1);
    assert.ok(calendar.next(2));
  },
  'postponing one timer a million times keeps memory bounded': () => {
    const calendar = new Calendar();
    let handle = calendar.schedule(1e9, 0, 0);
    for (let turn = 1; turn <= 1_000_000; turn += 1) {
      calendar.cancel(handle);
      handle = calendar.schedule(1e9 + turn, 0, 0);
      assert.is(calendar.pendingCount, 1);
    }
    assert.ok(calendar.capacity <= 256, `capacity ${calendar.capacity}`);
  },
});
