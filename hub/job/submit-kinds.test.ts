import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { fieldProblems } from './field-problems.ts';
import { submitRequestSchema } from './submit-request.ts';

const upload_id = 'mfrggzdfmztwq2lkgaytemzugu';
function pointersOf(body: unknown): string {
  const parsed = submitRequestSchema.safeParse(body);
  return parsed.success
    ? 'good'
    : fieldProblems(parsed.error)
        .map(({ pointer }) => pointer)
        .join(' ');
}

check('a submit of a kind', {
  'is of a character unless it says otherwise': () => {
    assert.is(submitRequestSchema.parse({ prompt: 'a fox' }).kind, 'character');
    assert.is(pointersOf({ upload_id }), '#/prompt #/upload_id');
  },
  'has what that kind is made of, and nothing else': () => {
    assert.is(pointersOf({ kind: 'image', prompt: 'a fox', seed: 1 }), 'good');
    assert.is(pointersOf({ kind: 'mesh', upload_id, seed: 1 }), 'good');
    assert.is(pointersOf({ kind: 'rig', upload_id }), 'good');
    assert.is(pointersOf({ kind: 'rig', upload_id, seed: 1 }), '#/seed');
    assert.is(pointersOf({ kind: 'mesh', prompt: 'a fox' }), '#/upload_id #/prompt');
    assert.is(pointersOf({ kind: 'image' }), '#/prompt');
  },
  'is of none that nobody knows': () => {
    for (const kind of ['video', 1, null, 'constructor']) assert.is(pointersOf({ kind, prompt: 'a fox' }), '#/kind');
  },
  'may say until when, within a minute and a month': () => {
    const withDeadline = (expires_in: unknown) => pointersOf({ prompt: 'a fox', expires_in });
    assert.equal([60, 2_592_000].map(withDeadline), ['good', 'good']);
    assert.equal([59, 2_592_001, 60.5, '60', null].map(withDeadline), Array(5).fill('#/expires_in'));
  },
});
