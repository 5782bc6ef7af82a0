/** The watcher tells everything, once, in order, and changes nothing: on hubs at random with all that goes wrong in them. */
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { randomHub } from '../../test/kit/random-hub.ts';
import { JOB_DEAD_LETTERED, JOB_FINISHED, type RunRecord } from '../model/run-record.ts';
import { simulate } from '../model/simulate.ts';
import { type TinyHub, tinyInput } from '../model/test-world.ts';
import type { Activity, AttemptEvent, StretchEvent, TraceEvent } from './trace-event.ts';
import { watchRun } from './watch-run.ts';

const RUNS = { numRuns: 40, seed: 20_261_128 };

type Watched = { readonly events: readonly TraceEvent[]; readonly record: RunRecord };

function watch(hub: TinyHub): Watched {
  const telling = watchRun(tinyInput(hub), 0);
  const events: TraceEvent[] = [];
  for (;;) {
    const { done, value } = telling.next();
    if (done) return { events, record: value };
    events.push(value);
  }
}

const ofKind = <K extends TraceEvent['kind']>({ events }: Watched, kind: K) =>
  events.filter((event): event is Extract<TraceEvent, { kind: K }> => event.kind === kind);

/** Each hub is watched once, and every row looks at all of them. Every second one is cut in the middle of its work. */
const hubs = fc
  .sample(randomHub, RUNS)
  .map((hub, index) => (index % 2 === 0 ? hub : { ...hub, horizonSeconds: 700 }))
  .map(hub => ({ hub, watched: watch(hub) }));
const onAll = (look: (watched: Watched, hub: TinyHub) => void) => () => {
  for (const { hub, watched } of hubs) look(watched, hub);
};
const sumOf = (spans: readonly StretchEvent[], activities: readonly Activity[]) =>
  spans
    .filter(({ activity }) => activities.includes(activity))
    .reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);

check('a watched run', {
  'leaves the record of an unwatched one, bit for bit': onAll(({ record }, hub) => {
    assert.is(JSON.stringify(record), JSON.stringify(simulate(tinyInput(hub), 0)));
  }),
  'is told in the order in which it happened': onAll(({ events }) => {
    let lastSeconds = 0;
    for (const { atSeconds } of events) {
      assert.ok(atSeconds >= lastSeconds);
      lastSeconds = atSeconds;
    }
  }),
  'tells of every instance one stretch after another, without gap or overlap, from its launch to its end': onAll(
    watched => {
      const { record } = watched;
      const ends = new Map(ofKind(watched, 'instance').map(({ instance, atSeconds }) => [instance, atSeconds]));
      assert.is(ends.size, record.volumes.length);
      for (const { instance, startSeconds, endSeconds } of ofKind(watched, 'stretch')) {
        assert.is(startSeconds, ends.get(instance));
        assert.ok(endSeconds > startSeconds);
        ends.set(instance, endSeconds);
      }
      const gone = new Map(ofKind(watched, 'gone').map(({ instance, atSeconds }) => [instance, atSeconds]));
      for (const [instance, endSeconds] of ends) assert.is(endSeconds, gone.get(instance) ?? record.horizonSeconds);
    },
  ),
  'divides every session as the ledger does': onAll(watched => {
    for (const [index, session] of watched.record.sessions.entries()) {
      const stretches = ofKind(watched, 'stretch').filter(stretch => stretch.session === index);
      near(sumOf(stretches, ['boot', 'modelLoad']), session.bootSeconds, 1e-6);
      near(sumOf(stretches, ['idle']), session.idleSeconds, 1e-6);
      near(sumOf(stretches, ['drain']), session.drainSeconds, 1e-6);
      near(sumOf(stretches, ['busy']), session.usefulSeconds + session.redoSeconds, 1e-6);
      assert.ok(stretches.every(({ instance }) => instance === session.instance));
    }
  }),
  'tells one attempt for each that the record counts, each with a receive before it': onAll(watched => {
    const { counts, jobs, sessions } = watched.record;
    const attempts = ofKind(watched, 'attempt');
    assert.is(attempts.length, counts.attempts);
    assert.is(ofKind(watched, 'received').length, counts.attempts);
    near(
      attempts.reduce((sum, { redoSeconds }) => sum + redoSeconds, 0),
      sessions.reduce((sum, { redoSeconds }) => sum + redoSeconds, 0),
      1e-6,
    );
    const firsts = new Set<number>();
    for (const { job, queue, startSeconds, visibleSeconds, isFirst } of attempts.toSorted(byStart)) {
      const cell = job * jobs.queueCount + queue;
      assert.ok(visibleSeconds <= startSeconds && visibleSeconds >= jobs.queuedSeconds[cell]!);
      assert.is(isFirst, !firsts.has(job));
      firsts.add(job);
    }
  }),
  'keeps the stages of an attempt in line, inside it, and whole where it was stored': onAll(watched => {
    for (const { startSeconds, atSeconds, stages, end } of ofKind(watched, 'attempt')) {
      let lastSeconds = startSeconds;
      for (const stage of stages) {
        assert.ok(stage.startSeconds >= lastSeconds && stage.endSeconds > stage.startSeconds);
        lastSeconds = stage.endSeconds;
      }
      assert.ok(lastSeconds <= atSeconds);
      if (end === 'done') assert.ok(stages.every(({ isWhole }) => isWhole));
    }
  }),
  'ends every job that the record ends, when it ends': onAll(watched => {
    const { count, outcome, endedSeconds } = watched.record.jobs;
    const ended = ofKind(watched, 'ended');
    assert.is(ofKind(watched, 'submitted').length, count);
    assert.is(ended.length, new Set(ended.map(({ job }) => job)).size);
    assert.is(
      ended.length,
      outcome.reduce((sum, each) => sum + (each === 0 ? 0 : 1), 0),
    );
    for (const { job, atSeconds, outcome: told } of ended) {
      assert.is(atSeconds, endedSeconds[job]);
      assert.is(outcome[job], told === 'finished' ? JOB_FINISHED : JOB_DEAD_LETTERED);
    }
  }),
  'tells each send, launch failure, decision and Spot notice as often as the record counts it': onAll(watched => {
    const { counts, decisions, timeline } = watched.record;
    assert.is(ofKind(watched, 'queued').length, counts.sends);
    assert.is(ofKind(watched, 'launchFailed').length, counts.launchFailuresCapacity + counts.launchFailuresQuota);
    assert.equal(
      ofKind(watched, 'decision').map(({ kind: _, ...decision }) => decision),
      decisions,
    );
    assert.is(ofKind(watched, 'sample').length, timeline.atSeconds.length);
    const spot = ofKind(watched, 'spot');
    const noticed = new Set(spot.filter(({ what }) => what === 'notice').map(({ instance }) => instance));
    const unnoticed = spot.filter(({ what, instance }) => what === 'reclaim' && !noticed.has(instance));
    assert.is(noticed.size + unnoticed.length, counts.interruptions);
    assert.is(spot.filter(({ what }) => what === 'rebalance').length, counts.rebalances);
  }),
  'meets everything that can go wrong': () => {
    const ends = new Set(hubs.flatMap(({ watched }) => ofKind(watched, 'attempt').map(({ end }) => end)));
    assert.equal([...ends].toSorted(), ['cut', 'done', 'failed', 'inVain', 'lost', 'returned']);
    const kinds = new Set(hubs.flatMap(({ watched }) => watched.events.map(({ kind }) => kind)));
    for (const kind of ['stillWaiting', 'launchFailed', 'visibleAgain', 'spot', 'gone'] as const)
      assert.ok(kinds.has(kind), kind);
  },
});

const byStart = (one: AttemptEvent, other: AttemptEvent) => one.startSeconds - other.startSeconds;

const GROW = {
  kind: 'step',
  name: 'grow',
  metric: 'visible',
  comparison: '>',
  threshold: 0,
  steps: [{ lowerBound: 0, adjustment: 1 }],
};

check('a boot', {
  'is told as the system coming up and the models loading': () => {
    const hub = { base: { minCount: 0, maxCount: 1, policies: [GROW] }, arrivalsAtSeconds: [5], settles: true };
    const watched = watch(hub);
    const lengths = ofKind(watched, 'stretch').map(({ activity, startSeconds, endSeconds }) => {
      return [activity, Math.round((endSeconds - startSeconds) * 10) / 10];
    });
    // launch 20 s, boot 30 s and loading 10 s are those of test-world.ts; the job takes 10 + 30 s.
    assert.equal(lengths.slice(0, 4), [
      ['pending', 20],
      ['boot', 30],
      ['modelLoad', 10],
      ['busy', 40],
    ]);
  },
});
