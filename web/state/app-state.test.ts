import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import type { Problem, SeenJob } from '../api/seen-job.ts';
import { type AppState, initialState, reduce } from './app-state.ts';
import { draftFault, emptyDraft, parseDraft, submitBodyOf } from './draft.ts';
import { hashOf, routeOf } from './route.ts';

const ID = 'gaytemzugu3doobzmfrggzdfmy';
const OTHER = 'aaytemzugu3doobzmfrggzdfmy';
const TIME = '2026-11-28T01:00:00.000Z';

const job = (more: Partial<SeenJob> = {}): SeenJob => ({
  job_id: ID,
  kind: 'character',
  status: 'queued',
  attempts: 0,
  created_at: TIME,
  updated_at: TIME,
  deadline_at: TIME,
  progress: 0,
  stages: [{ stage: 'image', status: 'waiting', progress: 0 }],
  urls: { self: `/v1/jobs/${ID}` },
  ...more,
});

const atJob: AppState = initialState({ kind: 'job', jobId: ID }, 'in', emptyDraft('key'));
const see = (state: AppState, seen: SeenJob) => reduce(state, { kind: 'job seen', job: seen });
const positionOf = ({ job: shown }: AppState) => (shown.kind === 'seen' ? shown.position : undefined);
const problem = { code: 'hub-full', detail: '' } as Problem;

check('the place that is shown', {
  'never rises in one queue, whatever the hub estimates': () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), estimates => {
        let state = atJob;
        let least = Number.POSITIVE_INFINITY;
        for (const queue_position of estimates) {
          state = see(state, job({ queue_position }));
          least = Math.min(least, queue_position);
          assert.is(positionOf(state), least);
        }
      }),
    ),
  'begins anew in the next queue': () => {
    const first = see(atJob, job({ queue_position: 2 }));
    const next = see(first, job({ queue_position: 7, stages: [{ stage: 'image', status: 'done', progress: 1 }] }));
    assert.is(positionOf(next), 7);
  },
  'is none while it is worked on': () =>
    assert.is(positionOf(see(see(atJob, job({ queue_position: 2 })), job({ status: 'running' }))), undefined),
});

check('what is seen', {
  'of another job than the shown one is not shown': () =>
    assert.is(see(atJob, job({ job_id: OTHER })).job.kind, 'asking'),
  'replaces what the history knew': () => {
    const known = reduce(atJob, { kind: 'history', history: { kind: 'seen', jobs: [job()], nextCursor: undefined } });
    assert.is(see(known, job({ status: 'succeeded' })).history.jobs[0]?.status, 'succeeded');
  },
  'before is shown at once when one goes back to it': () => {
    const ended = job({ status: 'failed' });
    const home = initialState({ kind: 'home' }, 'in', emptyDraft('key'));
    const known = reduce(home, { kind: 'history', history: { kind: 'seen', jobs: [ended], nextCursor: undefined } });
    const there = reduce(known, { kind: 'routed', route: { kind: 'job', jobId: ID } });
    assert.is(there.job.kind, 'seen');
  },
  'keeps what was refused until the job is another': () => {
    const refused = reduce(see(atJob, job()), { kind: 'job refused', problem });
    assert.is(see(refused, job({ progress: 0.1 })).refusal, problem);
    assert.is(see(refused, job({ status: 'canceled' })).refusal, undefined);
  },
});

check('a refusal', {
  'goes when the description changes, unless the hub asked for time': () => {
    const draft = { ...atJob.draft, prompt: 'x' };
    const after = (againAt: number | undefined) => {
      const refused = reduce(atJob, { kind: 'submission', submission: { kind: 'refused', problem, againAt } });
      return reduce(refused, { kind: 'drafted', draft }).submission.kind;
    };
    assert.equal([after(undefined), after(5)], ['idle', 'refused']);
  },
});

check('what was said of a file', {
  'goes when its owner writes, and a file that is chosen stays': () => {
    const home = initialState({ kind: 'home' }, 'in', emptyDraft('key'));
    const bytes = new Blob(['x']);
    const choices = [
      { kind: 'refused', words: 'a.txt is empty.' },
      { kind: 'chosen', file: { name: 'a.png', bytes, mediaType: 'image/png', kind: 'mesh' } },
    ] as const;
    const after = choices.map(choice => {
      const told = reduce(home, { kind: 'file', choice });
      return reduce(told, { kind: 'drafted', draft: { ...home.draft, prompt: 'a fox' } }).file.kind;
    });
    assert.equal(after, ['none', 'chosen']);
  },
});

check('what is on its way', {
  'goes on while its sender looks elsewhere; what was answered was about the place': () => {
    const sending = { kind: 'uploading', sentRatio: 0.4 } as const;
    const unsent = { kind: 'unsent' } as const;
    const elsewhere = [sending, unsent].map(submission => {
      const home = initialState({ kind: 'home' }, 'in', emptyDraft('key'));
      const there = reduce(home, { kind: 'submission', submission });
      return reduce(there, { kind: 'routed', route: { kind: 'job', jobId: ID } }).submission;
    });
    assert.equal(elsewhere, [sending, { kind: 'idle' }]);
  },
});

check('a draft', {
  'comes back as it was kept': () => {
    const draft = { ...emptyDraft('k'), prompt: 'a fox', seed: '7', isToSend: true };
    assert.equal(parseDraft(JSON.stringify(draft), 'other'), draft);
  },
  'that is none is none': () => {
    for (const text of [undefined, '', 'null', '[]', '{"prompt":1}']) assert.is(parseDraft(text, 'k'), undefined);
  },
  'is sent with what was chosen, and nothing else': () => {
    assert.equal(submitBodyOf({ ...emptyDraft('k'), prompt: ' a fox ' }), { kind: 'character', prompt: 'a fox' });
    const full = submitBodyOf({ ...emptyDraft('k'), kind: 'image', prompt: 'x', seed: ' 7', expiresIn: 900 });
    assert.equal(full, { kind: 'image', prompt: 'x', seed: 7, expires_in: 900 });
  },
  'says what stands against sending it': () => {
    const faultOf = (more: object) => draftFault({ ...emptyDraft('k'), prompt: 'a fox', ...more })?.field;
    assert.equal(
      [faultOf({}), faultOf({ prompt: ' ' }), faultOf({ prompt: 'x'.repeat(1001) }), faultOf({ seed: '-1' })],
      [undefined, 'prompt', 'prompt', 'seed'],
    );
  },
});

check('an address', {
  'leads back to its place': () => {
    for (const route of [{ kind: 'home' }, { kind: 'job', jobId: ID }] as const)
      assert.equal(routeOf(hashOf(route)), route);
  },
  'that is none leads home': () => {
    for (const hash of ['', '#', '#/jobs/', '#/jobs/<b>', `#/jobs/${ID}/x`])
      assert.equal(routeOf(hash), { kind: 'home' });
  },
});
