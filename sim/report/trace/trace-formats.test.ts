/** What a trace's files say, held to the rules of their formats and to the record of the run. */
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, golden, near } from '../../../test/kit/check.ts';
import { randomHub } from '../../../test/kit/random-hub.ts';
import type { RunRecord } from '../../model/run-record.ts';
import { type TinyHub, tinyInput } from '../../model/test-world.ts';
import type { TraceEvent, TraceNames } from '../../trace/trace-event.ts';
import { watchRun } from '../../trace/watch-run.ts';
import { ROW_COLUMNS } from './event-rows.ts';
import { instanceLines, jobLines } from './life-lines.ts';
import { TRACE_FORMATS, type TraceFormatName } from './trace-formats.ts';

const ABOUT = { toolVersion: '0.0.0', stack: 'tiny', scenario: 'tiny', seed: 1, replication: 0 };

type Told = { readonly record: RunRecord; readonly events: readonly TraceEvent[]; readonly names: TraceNames };

function tell(hub: TinyHub): Told {
  const telling = watchRun(tinyInput(hub), 0);
  const names = telling.next().value as TraceNames;
  const events: TraceEvent[] = [];
  for (;;) {
    const { done, value } = telling.next();
    if (done) return { events, names, record: value };
    events.push(value);
  }
}

function written(kind: TraceFormatName, { events, names }: Told): string {
  const { head, textOf, tail } = TRACE_FORMATS[kind](names, ABOUT);
  return head + events.map(textOf).join('') + tail;
}

/** One field for all that the format allows; which are there depends on `ph`. */
type Entry = {
  readonly ph: string;
  readonly name: string;
  readonly ts: number;
  readonly dur: number;
  readonly pid: number;
  readonly tid: number;
  readonly id: string;
  readonly cat: string;
  readonly args: Record<string, string | number>;
  readonly bind_id?: string;
  readonly flow_in?: true;
  readonly flow_out?: true;
};

const perfettoOf = (told: Told) => JSON.parse(written('perfetto', told)).traceEvents as readonly Entry[];

const toldHubs = fc.sample(randomHub, { numRuns: 25, seed: 20_261_128 }).map(tell);
const onAll = (look: (told: Told, entries: readonly Entry[]) => void) => () => {
  for (const told of toldHubs) look(told, perfettoOf(told));
};

/** The fields each phase must have: Trace Event Format, and what Perfetto's importer counts as a failure without. */
const FIELDS: Readonly<Record<string, readonly (keyof Entry)[]>> = {
  M: ['name', 'pid', 'args'],
  X: ['name', 'ts', 'dur', 'pid', 'tid'],
  b: ['name', 'ts', 'pid', 'id', 'cat'],
  e: ['name', 'ts', 'pid', 'id', 'cat'],
  i: ['name', 'ts', 'pid', 'tid'],
  C: ['name', 'ts', 'pid', 'args'],
};

const byThread = (entries: readonly Entry[]) =>
  Map.groupBy(
    entries.filter(({ ph }) => ph === 'X'),
    ({ tid }) => tid,
  );

check('a Perfetto file', {
  'has only phases that are known, each with its fields, and whole microseconds': onAll((_, entries) => {
    for (const entry of entries) {
      for (const field of FIELDS[entry.ph]!) assert.is.not(entry[field], undefined, `${entry.ph} ${field}`);
      if (entry.ph !== 'M') assert.ok(Number.isSafeInteger(entry.ts) && entry.ts >= 0);
      if (entry.ph === 'X') assert.ok(Number.isSafeInteger(entry.dur) && entry.dur >= 0);
      if (entry.ph === 'C') assert.ok(Object.values(entry.args).every(value => Number.isInteger(value)));
    }
  }),
  'names every process and thread it uses, no two threads alike': onAll((_, entries) => {
    const named = entries.filter(({ ph }) => ph === 'M');
    const processes = named.filter(({ name }) => name === 'process_name').map(({ pid }) => pid);
    const threads = named.filter(({ name }) => name === 'thread_name').map(({ pid, tid }) => `${pid} ${tid}`);
    assert.is(new Set(threads.map(text => text.split(' ')[1])).size, threads.length);
    for (const { ph, pid, tid } of entries) {
      assert.ok(processes.includes(pid));
      if (ph === 'X' || (ph === 'i' && pid !== tid)) assert.ok(threads.includes(`${pid} ${tid}`));
    }
  }),
  'has on each thread slices that follow or hold each other': onAll((_, entries) => {
    for (const slices of byThread(entries).values()) {
      const open: number[] = [];
      for (const { ts, dur } of slices.toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)) {
        while (open.length > 0 && open.at(-1)! <= ts) open.pop();
        assert.ok(open.length === 0 || ts + dur <= open.at(-1)!, 'a slice ends within the one that holds it');
        open.push(ts + dur);
      }
    }
  }),
  'has as many seconds of slices as the record has billed': onAll(({ record }, entries) => {
    const secondsOf = (wanted: (name: string) => boolean) =>
      entries.reduce((sum, { ph, name, dur }) => sum + (ph === 'X' && wanted(name) ? dur / 1e6 : 0), 0);
    const total = (field: 'bootSeconds' | 'idleSeconds' | 'drainSeconds' | 'usefulSeconds' | 'redoSeconds') =>
      record.sessions.reduce((sum, session) => sum + session[field], 0);
    // Each end of a slice is rounded to a microsecond.
    const slackSeconds = entries.length * 1e-6;
    near(
      secondsOf(name => name === 'boot' || name === 'load models'),
      total('bootSeconds'),
      slackSeconds,
    );
    near(
      secondsOf(name => name === 'idle'),
      total('idleSeconds'),
      slackSeconds,
    );
    near(
      secondsOf(name => name === 'drain'),
      total('drainSeconds'),
      slackSeconds,
    );
    near(
      secondsOf(name => name.startsWith('job ')),
      total('usefulSeconds') + total('redoSeconds'),
      slackSeconds,
    );
  }),
  'closes every wait that it opens': onAll((_, entries) => {
    const waits = Map.groupBy(
      entries.filter(({ ph }) => ph === 'b' || ph === 'e'),
      ({ pid, id }) => `${pid} ${id}`,
    );
    for (const sides of waits.values()) {
      assert.is(sides.length % 2, 0);
      for (const [index, { ph, ts }] of sides.entries()) {
        assert.is(ph, index % 2 === 0 ? 'b' : 'e');
        if (index > 0) assert.ok(ts >= sides[index - 1]!.ts);
      }
    }
  }),
  'leads one chain of arrows through each job: it begins once, at the first': onAll((_, entries) => {
    const chains = Map.groupBy(
      entries.filter(({ bind_id }) => bind_id !== undefined),
      ({ bind_id }) => bind_id!,
    );
    for (const [id, links] of chains) {
      assert.match(id, /^0x[\da-f]+$/);
      const [first, ...rest] = links.toSorted((a, b) => a.ts - b.ts);
      assert.is(first!.flow_in, undefined);
      assert.ok(rest.every(({ flow_in }) => flow_in === true));
    }
  }),
});

check('the event log', {
  'says the same as JSON lines and as CSV': onAll(told => {
    const lines = written('jsonl', told)
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>);
    const [header, ...rows] = written('csv', told).trimEnd().split('\n');
    assert.is(header, ROW_COLUMNS.join(','));
    assert.is(rows.length, lines.length);
    for (const [index, line] of lines.entries()) {
      const cells = ROW_COLUMNS.map(column => String(line[column] ?? ''));
      // The only texts with commas are reasons of decisions.
      if (!cells.some(cell => /[",]/.test(cell))) assert.is(rows[index], cells.join(','));
    }
  }),
  'is in order, and has a row for each attempt': onAll(told => {
    const rows = written('jsonl', told)
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    assert.is(rows.filter(({ event }) => event === 'attempt').length, told.record.counts.attempts);
    assert.ok(rows.every(({ at_seconds }, index) => index === 0 || at_seconds >= rows[index - 1].at_seconds));
  }),
});

/** Two jobs and a Spot worker that is taken away from the first of them. */
const STORM: TinyHub = {
  burst: { minCount: 1, maxCount: 1 },
  arrivalsAtSeconds: [5, 12],
  spotEvents: [{ atSeconds: 30, outageSeconds: 60, shareRatio: 1, noticeSeconds: 0 }],
  horizonSeconds: 700,
};

check('a tiny run', {
  'looks like this in every format': () => {
    const told = tell(STORM);
    for (const kind of ['perfetto', 'jsonl', 'csv'] as const) {
      golden(new URL(`./golden/tiny.${kind}`, import.meta.url), written(kind, told));
    }
  },
  'tells of its jobs and instances like this': () => {
    const { events, names, record } = tell(STORM);
    const lives = [
      ...[0, 1].map(job => ({ of: `job ${job}`, lines: events.flatMap(event => jobLines(event, job, names)) })),
      ...record.volumes.map((_, instance) => ({
        of: `instance ${instance}`,
        lines: events.flatMap(event => instanceLines(event, instance, names)),
      })),
    ];
    const text = lives.map(({ of, lines }) => {
      const rows = lines.map(({ atSeconds, tookSeconds, what }) => `  ${atSeconds} ${tookSeconds ?? '-'} ${what}\n`);
      return `${of}\n${rows.join('')}`;
    });
    golden(new URL('./golden/tiny.lives.txt', import.meta.url), text.join(''));
  },
});
