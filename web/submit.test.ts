/** What follows from pressing the button, by every answer the hub and the bucket may give; the store is the page's own. */
import * as assert from 'uvu/assert';
import { check } from '../test/kit/check.ts';
import type { Asked } from './api/ask.ts';
import type { Upload } from './api/hub-api.ts';
import type { Problem, SeenJob } from './api/seen-job.ts';
import type { Sent } from './api/upload-form.ts';
import { initialState, reduce, type SignIn } from './state/app-state.ts';
import type { ChosenFile } from './state/chosen-file.ts';
import { emptyDraft, type SubmitBody } from './state/draft.ts';
import { createStore } from './state/store.ts';
import { createSubmitter } from './submit.ts';

const FILE: ChosenFile = { name: 'a.png', bytes: new Blob(['png']), mediaType: 'image/png', kind: 'mesh' };
const JOB = { job_id: 'gaytemzugu3doobzmfrggzdfmy', kind: 'mesh', status: 'queued', stages: [] } as unknown as SeenJob;
const response = new Response();
const answered = <Value>(value: Value): Asked<Value> => ({ kind: 'answered', value, response });
const refusal = (code: string, retryAfterSeconds?: number): Asked<never> => ({
  kind: 'refused',
  problem: { code, detail: '' } as Problem,
  retryAfterSeconds,
});

type World = {
  readonly form?: Asked<Upload>;
  readonly sent?: Sent;
  /** One for each submit, in order. */
  readonly jobs?: readonly Asked<SeenJob>[];
  readonly signIn?: SignIn;
  readonly file?: ChosenFile;
};

function openPage({ form, sent = 'sent', jobs = [answered(JOB)], signIn = 'in', file = FILE }: World = {}) {
  const calls: string[] = [];
  const bodies: SubmitBody[] = [];
  const kinds: string[] = [];
  const store = createStore(initialState({ kind: 'home' }, signIn, emptyDraft('key')), reduce, state => {
    if (kinds.at(-1) !== state.submission.kind) kinds.push(state.submission.kind);
  });
  store.tell({ kind: 'file', choice: { kind: 'chosen', file } });
  let uploadCount = 0;
  const { submit, stopSending } = createSubmitter({
    api: {
      uploadForm: async mediaType => {
        calls.push(`form ${mediaType}`);
        uploadCount += 1;
        return form ?? answered({ upload_id: `upload-${uploadCount}`, url: 'https://bucket/', fields: {} });
      },
      submit: async body => {
        bodies.push(body);
        return jobs[bodies.length - 1] ?? answered(JOB);
      },
    },
    store,
    sendForm: async (_form, _bytes, tell, signal) => {
      calls.push('send');
      tell(0.5);
      await Promise.resolve();
      return signal.aborted ? 'stopped' : sent;
    },
    nowMilliseconds: () => 0,
    pause: async () => {},
    drawKey: () => 'another key',
    drawRatio: () => 0,
    go: hash => calls.push(`go ${hash}`),
    keepDraft: draft => store.tell({ kind: 'drafted', draft }),
    keepJob: () => {},
    signIn: async () => void calls.push('sign in'),
    isOut: asked => asked.kind === 'signed-out',
  });
  return { submit, stopSending, store, calls, bodies, kinds };
}

check('a file', {
  'is sent, then asked for as a job, and forgotten': async () => {
    const page = openPage();
    await page.submit();
    assert.equal(page.calls, ['form image/png', 'send', `go #/jobs/${JOB.job_id}`]);
    assert.equal(page.bodies, [{ kind: 'mesh', upload_id: 'upload-1' }]);
    assert.equal(page.kinds, ['idle', 'uploading', 'sending', 'idle']);
    assert.is(page.store.state().file.kind, 'none');
  },
  'is not sent again when only the job was refused for now': async () => {
    const page = openPage({ jobs: [refusal('hub-full', 0), answered(JOB)] });
    await page.submit();
    assert.is(page.store.state().submission.kind, 'refused');
    await page.submit();
    assert.equal(page.calls, ['form image/png', 'send', `go #/jobs/${JOB.job_id}`]);
    assert.equal(
      page.bodies.map(body => 'upload_id' in body && body.upload_id),
      ['upload-1', 'upload-1'],
    );
  },
  'makes one job of a submit that is sent again because nobody answered': async () => {
    const page = openPage({ jobs: [{ kind: 'unreachable' }, { kind: 'unreachable' }, answered(JOB)] });
    await page.submit();
    assert.is(page.bodies.length, 3);
    assert.is(page.calls.filter(call => call === 'send').length, 1);
  },
  'stays chosen when it did not get there': async () => {
    for (const world of [{ sent: 'lost' }, { form: { kind: 'unreachable' } }] as const) {
      const page = openPage(world);
      await page.submit();
      assert.equal([page.store.state().submission.kind, page.store.state().file.kind], ['unsent', 'chosen']);
      assert.equal(page.bodies, []);
    }
  },
  'is given up when the bucket does not take it': async () => {
    const { submit, store, bodies } = openPage({ sent: 'refused' });
    await submit();
    assert.equal(store.state().file, { kind: 'refused', words: 'a.png was not taken. Choose another file.' });
    assert.equal([store.state().submission.kind, bodies], ['idle', []]);
  },
  'can be stopped, and may be sent again': async () => {
    const page = openPage();
    const submitted = page.submit();
    page.stopSending();
    await submitted;
    assert.equal([page.store.state().submission.kind, page.store.state().file.kind], ['idle', 'chosen']);
    assert.equal(page.bodies, []);
    await page.submit();
    assert.is(page.bodies.length, 1);
  },
  'is not sent twice at a time': async () => {
    const page = openPage();
    await Promise.all([page.submit(), page.submit()]);
    assert.is(page.bodies.length, 1);
  },
  'waits for its owner to sign in': async () => {
    const page = openPage({ signIn: 'expired' });
    await page.submit();
    assert.equal(page.calls, ['sign in']);
    // It cannot be sent by itself afterwards: it is gone by then.
    assert.is(page.store.state().draft.isToSend, false);
  },
  'is told of a token that ended on the way, and what the hub refuses': async () => {
    const out = openPage({ form: { kind: 'signed-out' } });
    await out.submit();
    assert.is(out.store.state().submission.kind, 'idle');
    const full = openPage({ form: refusal('internal') });
    await full.submit();
    assert.is(full.store.state().submission.kind, 'refused');
  },
});
