/** What the terminal shows: screens in two sizes, and lines for what has happened. */
import * as assert from 'uvu/assert';
import { check, golden } from '../../../test/kit/check.ts';
import type { HubView } from '../hub-view.ts';
import { happeningsBetween, happeningText } from './happenings.ts';
import { renderScreen, shortId } from './render-screen.ts';
import { BUSY_VIEW } from './view.test-data.ts';

const QUIET_VIEW: HubView = {
  ...BUSY_VIEW,
  timeScale: 1,
  openCount: 0,
  endedCount: 0,
  jobs: [],
  queues: BUSY_VIEW.queues.map(queue => ({ ...queue, waitingCount: 0, inWorkCount: 0 })),
  groups: BUSY_VIEW.groups.map(group => ({ ...group, desiredCount: 0, workers: [] })),
  decisions: [],
};
const CROWDED_VIEW: HubView = {
  ...BUSY_VIEW,
  phase: 'draining',
  trouble: 'Error: the emulator has ended; it is started again',
  jobs: Array.from({ length: 50 }, () => BUSY_VIEW.jobs[1]!),
  decisions: Array.from({ length: 50 }, () => BUSY_VIEW.decisions[1]!),
};

check('the screen of a hub', {
  'shows all of it at 120 columns': () =>
    golden(
      new URL('./screen-120.golden.txt', import.meta.url),
      `${renderScreen(BUSY_VIEW, { columns: 120, rows: 40 })}\n`,
    ),
  'shows the same at 80 columns': () =>
    golden(
      new URL('./screen-80.golden.txt', import.meta.url),
      `${renderScreen(BUSY_VIEW, { columns: 80, rows: 30 })}\n`,
    ),
  'says how to begin when nothing has happened': () =>
    golden(
      new URL('./screen-quiet.golden.txt', import.meta.url),
      `${renderScreen(QUIET_VIEW, { columns: 80, rows: 24 })}\n`,
    ),
  'never outgrows its terminal, and what a person wrote commands it nothing': () => {
    for (const view of [BUSY_VIEW, QUIET_VIEW, CROWDED_VIEW]) {
      for (const [columns, rows] of [
        [80, 24],
        [40, 12],
        [200, 60],
      ] as const) {
        const lines = renderScreen(view, { columns, rows }).split('\n');
        assert.ok(lines.length <= rows, `${lines.length} lines in ${rows}`);
        assert.ok(lines.every(line => line.length <= columns));
        assert.not.match(lines.join(''), /\p{Cc}/u);
      }
    }
  },
  'keeps the rows of queues and workers when there are many jobs and decisions': () => {
    const text = renderScreen(CROWDED_VIEW, { columns: 80, rows: 24 });
    for (const part of [
      /^Jobs {4}4 open/m,
      /^ {2}generation +1 +1$/m,
      /^ {4}w1 busy/m,
      /draining/,
      /^trouble: .*emulator/m,
    ]) {
      assert.match(text, part);
    }
  },
  'shortens ids to what tells them apart': () => {
    assert.is(shortId('y6pczhpc76hagztdqez6w23zbi'), 'y6pc..w23zbi');
    assert.is(shortId('short'), 'short');
  },
});

const textsBetween = (before: HubView | undefined, after: HubView) =>
  happeningsBetween(before, after).map(happeningText);

check('the lines of a hub', {
  'tell everything at first': () => {
    const texts = textsBetween(undefined, BUSY_VIEW);
    assert.is(texts.length, 2 + 3 + 6);
    assert.is(
      texts[0],
      'scaling everything-burst 0 -> 1: visible 1 is 1 above 0: step [0, inf) adds 1 to 0 -> 1 (seed-any-visible)',
    );
    assert.ok(texts.includes('worker w1 of everything-burst busy with k2hczhpc76hagztdqez6w2bbbb'));
    assert.is(texts.at(-1), 'job y6pczhpc76hagztdqez6w23zbi queued, waits for generation');
  },
  'tell nothing twice, and nothing of percents': () => {
    assert.equal(textsBetween(BUSY_VIEW, BUSY_VIEW), []);
    const further = { ...BUSY_VIEW, jobs: BUSY_VIEW.jobs.map(job => ({ ...job, stageRatio: 0.9 })) };
    assert.equal(textsBetween(BUSY_VIEW, further), []);
  },
  'tell the next stage, the end, a worker that has gone, and trouble': () => {
    const [queued, owl, fox, ...rest] = BUSY_VIEW.jobs as [HubView['jobs'][0], HubView['jobs'][0], HubView['jobs'][0]];
    const after: HubView = {
      ...BUSY_VIEW,
      jobs: [queued, { ...owl, status: 'failed' }, { ...fox, stage: 'texture' }, ...rest],
      groups: [BUSY_VIEW.groups[0]!, { ...BUSY_VIEW.groups[1]!, workers: BUSY_VIEW.groups[1]!.workers.slice(0, 2) }],
      trouble: 'Error: no',
    };
    assert.equal(textsBetween(BUSY_VIEW, after), [
      'worker w3 of everything-burst gone',
      'job k2hczhpc76hagztdqez6w2bbbb running, texture',
      'job k2hczhpc76hagztdqez6w2aaaa failed',
      'trouble: Error: no',
    ]);
  },
});
