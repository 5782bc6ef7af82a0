import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import type { SeenJob } from '../api/seen-job.ts';
import { type AppState, initialState, reduce } from '../state/app-state.ts';
import { emptyDraft } from '../state/draft.ts';
import { announcement } from './announcement.ts';
import { countdownWords, durationWords, etaWords } from './duration-words.ts';
import { costWords, jobWords } from './job-words.ts';
import { failureAdvice, problemAdvice } from './problem-words.ts';

const JOB: SeenJob = {
  job_id: 'gaytemzugu3doobzmfrggzdfmy',
  kind: 'character',
  status: 'queued',
  prompt: 'a fox knight',
  attempts: 0,
  created_at: '2026-11-28T01:00:00.000Z',
  updated_at: '2026-11-28T01:00:00.000Z',
  deadline_at: '2026-12-05T01:00:00.000Z',
  progress: 0,
  stage: 'image',
  stages: [{ stage: 'image', status: 'waiting', progress: 0 }],
  urls: { self: '/v1/jobs/gaytemzugu3doobzmfrggzdfmy' },
};

const at = (job: SeenJob): AppState =>
  reduce(initialState({ kind: 'job', jobId: job.job_id }, 'in', emptyDraft('key')), { kind: 'job seen', job });

check('times in words', {
  'have no more digits than an estimate deserves': () =>
    assert.equal([3, 41, 59.5, 61, 250, 659, 3540, 8000].map(durationWords), [
      '10 seconds',
      '50 seconds',
      '1 minute',
      '2 minutes',
      '5 minutes',
      '15 minutes',
      '1 hour',
      '2.5 hours',
    ]),
  'give a range, and its unit once': () =>
    assert.equal(
      [
        { p50: 210, p90: 320 },
        { p50: 45, p90: 130 },
        { p50: 230, p90: 235 },
        { p50: 2, p90: 8 },
        { p50: 55, p90: 61 },
      ].map(etaWords),
      [
        'about 4 to 6 minutes',
        'about 50 seconds to 3 minutes',
        'about 4 minutes',
        'a few seconds',
        'about 1 to 2 minutes',
      ],
    ),
  'count down to nothing': () => assert.equal([75, 59.2, 0.4, -3].map(countdownWords), ['1:15', '1:00', '1 s', '0 s']),
});

check('a job in words', {
  'tells its place and why it waits': () => {
    const { headline, detail } = jobWords({ ...JOB, wait_reason: 'scaling_out' }, 5);
    assert.is(headline, 'Position in queue: 5');
    assert.match(detail, /More machines are starting up/);
  },
  'does not speak of others when it is next': () =>
    assert.match(jobWords({ ...JOB, wait_reason: 'queue' }, 1).detail, /^You are next/),
  'says what is worked on': () =>
    assert.is(jobWords({ ...JOB, status: 'running', stage: 'rig' }, undefined).headline, 'Giving it a skeleton'),
  'says why it failed, and what to do': () => {
    const failure = { code: 'no-character', detail: 'nobody is there' } as const;
    assert.equal(Object.values(jobWords({ ...JOB, status: 'failed', failure }, undefined)), [
      'No character came out of this.',
      'Describe one figure, standing, with its arms and legs to be seen.',
    ]);
  },
  'says of a file what was wrong with it': () => {
    const failure = { code: 'no-character', detail: 'the mesh encloses nothing: close its surface' } as const;
    assert.equal(Object.values(jobWords({ ...JOB, kind: 'rig', status: 'failed', failure }, undefined)), [
      'Nothing could be made of this file.',
      'The mesh encloses nothing: close its surface.',
    ]);
  },
  'costs cents as long as it costs less than one': () =>
    assert.equal([0.00461, 0.0123, 1.5].map(costWords), ['0.46 ¢', '$0.012', '$1.50']),
});

check('advice', {
  'is there for codes that are newer than the page': () => {
    const problem = { code: 'too-lovely', detail: 'it is too lovely' };
    assert.is(problemAdvice(problem as never).todo, 'it is too lovely');
    assert.is(failureAdvice(problem as never).todo, 'it is too lovely');
  },
});

check('what a screen reader is told', {
  'is exact in front of the queue, and rough behind': () => {
    const told = [1, 3, 4, 5, 6, 12].map(position => announcement(at({ ...JOB, queue_position: position })));
    assert.equal(told, [
      'Position in queue: 1.',
      'Position in queue: 3.',
      'Among the first 5 in the queue.',
      'Among the first 5 in the queue.',
      'Among the first 10 in the queue.',
      'Among the first 15 in the queue.',
    ]);
  },
  'does not change while only figures do': () => {
    const running = (progress: number) =>
      announcement(
        at({ ...JOB, status: 'running', stage: 'mesh', progress, eta_seconds: { p50: 90 - progress, p90: 200 } }),
      );
    assert.is(running(0.1), running(0.7));
    assert.is(running(0.1), 'Shape: Shaping it in three dimensions.');
  },
  'is that the hub is away, when it is': () => {
    const away = reduce(at(JOB), { kind: 'reached', isReachable: false });
    assert.match(announcement(away), /cannot be reached/);
  },
});
