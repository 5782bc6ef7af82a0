import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { fieldProblems } from './field-problems.ts';
import { submitRequestSchema } from './submit-request.ts';

/** `#/prompt must not be empty` for each problem. */
function problemsOf(body: unknown): string[] {
  const parsed = submitRequestSchema.safeParse(body);
  return parsed.success ? [] : fieldProblems(parsed.error).map(({ pointer, detail }) => `${pointer} ${detail}`);
}

const SEED_RULE = '#/seed must be a whole number from 0 to 9007199254740991';

check('submit request', {
  'is a prompt, and asks for a character unless it says otherwise': () => {
    assert.equal(submitRequestSchema.parse({ prompt: 'a fox' }), { kind: 'character', prompt: 'a fox' });
    assert.equal(submitRequestSchema.parse({ kind: 'image', prompt: 'a fox' }), { kind: 'image', prompt: 'a fox' });
    assert.equal(problemsOf({ kind: 'film', prompt: 'a fox' }), ['#/kind must be character, image, mesh or rig']);
  },
  'of a mesh or a rig names an upload, and no prompt': () => {
    assert.equal(problemsOf({ kind: 'mesh', upload_id: 'a'.repeat(26), seed: 1 }), []);
    assert.equal(problemsOf({ kind: 'rig', upload_id: 'x' }), ['#/upload_id must be the upload_id of an upload']);
    assert.equal(problemsOf({ kind: 'rig', prompt: 'a fox' }), [
      '#/upload_id must be a text',
      '#/prompt is not a field of this request',
    ]);
  },
  'may have a deadline of a minute to thirty days': () => {
    for (const seconds of [60, 2_592_000]) assert.equal(problemsOf({ prompt: 'a', expires_in: seconds }), []);
    for (const seconds of [59, 2_592_001, 60.5, '60']) {
      assert.is(problemsOf({ prompt: 'a', expires_in: seconds }).length, 1, String(seconds));
    }
  },
  'has no control characters, but line breaks are spaces': () => {
    assert.is((submitRequestSchema.parse({ prompt: 'a\r\nfox\tknight' }) as { prompt: string }).prompt, 'a fox knight');
    for (const letter of ['\u0000', '\u001b', '\u007f', '\u202e', '\u2066', '\u2028']) {
      assert.equal(problemsOf({ prompt: `a${letter}b` }), ['#/prompt must not have control characters']);
    }
  },
  'may carry a seed': () => {
    assert.equal(submitRequestSchema.parse({ prompt: 'a fox', seed: 0 }), {
      kind: 'character',
      prompt: 'a fox',
      seed: 0,
    });
    assert.equal(problemsOf({ prompt: 'a fox', seed: Number.MAX_SAFE_INTEGER }), []);
  },
  'is trimmed before it is measured': () => {
    const { prompt } = submitRequestSchema.parse({ prompt: `  ${'x'.repeat(1000)}\n` }) as { prompt: string };
    assert.is(prompt, 'x'.repeat(1000));
    assert.equal(problemsOf({ prompt: ' \t\n ' }), ['#/prompt must not be empty']);
    assert.equal(problemsOf({ prompt: 'x'.repeat(1001) }), ['#/prompt must have at most 1000 characters']);
  },
  'refuses half a character': () => {
    assert.equal(problemsOf({ prompt: 'a \ud83e fox' }), ['#/prompt must be well-formed Unicode']);
    assert.equal(problemsOf({ prompt: 'a 🦊' }), []);
  },
  'refuses other seeds': () => {
    for (const seed of [-1, 1.5, '1', null, 2 ** 53, Number.NaN]) {
      assert.equal(problemsOf({ prompt: 'a fox', seed }), [SEED_RULE], String(seed));
    }
  },
  'refuses what it does not know, wherever it stands': () => {
    assert.equal(problemsOf({ prompt: 'a fox', sed: 1, 'a/b~c d': 2 }), [
      '#/sed is not a field of this request',
      '#/a~1b~0c%20d is not a field of this request',
    ]);
  },
  'tells all problems at once': () => {
    assert.equal(problemsOf({ seed: -1, size: 3 }), [
      '#/prompt must be a text',
      SEED_RULE,
      '#/size is not a field of this request',
    ]);
  },
  'refuses a body that is not an object': () => {
    for (const body of [undefined, null, 1, 'x', []]) assert.equal(problemsOf(body), ['# must be a JSON object']);
  },
  'tells a problem or gives a request, for anything JSON can say': () => {
    fc.assert(
      fc.property(fc.jsonValue(), body => {
        const parsed = submitRequestSchema.safeParse(body);
        assert.is(parsed.success, problemsOf(body).length === 0);
      }),
    );
  },
  'survives strange field names': () => {
    assert.equal(problemsOf({ prompt: 'a', '\ud800': 1 }), ['#/%EF%BF%BD is not a field of this request']);
  },
});
