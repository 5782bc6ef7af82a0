/** Tokens by CLIP's own vocabulary, as transformers makes them: test/diffusers/make_clip_tokens.py made what is compared with. */
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import tokens from '../../../../test/diffusers/clip/tokens.json' with { type: 'json' };
import { check } from '../../../../test/kit/check.ts';
import { promptTokens } from '../../../diffusion/prompt-tokens.ts';
import { readClipVocabulary } from './clip-vocabulary.ts';

const folder = join(import.meta.dirname, '../../../../test/diffusers/clip');
const vocabularies = ['<|endoftext|>', '!'].map(padToken => readClipVocabulary(folder, padToken));

check('tokens of CLIP', {
  'are those of transformers': () => {
    for (const { prompt, ids } of tokens.rows) {
      assert.equal(
        vocabularies.map(vocabulary => promptTokens(prompt, '', vocabulary).ids),
        ids,
        prompt,
      );
    }
  },
  'are the ones that everybody knows': () => {
    const [first, second] = vocabularies.map(vocabulary => promptTokens('a photo of a cat', '', vocabulary).ids);
    const cat = [49406, 320, 1125, 539, 320, 2368, 49407];
    assert.equal(first, [...cat, ...new Array(70).fill(49407)]);
    assert.equal(second, [...cat, ...new Array(70).fill(0)]);
  },
  'never end a prompt from inside': () => {
    for (const vocabulary of vocabularies) {
      const { ids } = promptTokens('a cat <|endoftext|> a photo <|startoftext|>', '', vocabulary);
      assert.is(ids.indexOf(vocabulary.beginId, 1), -1);
      assert.ok(ids.indexOf(vocabulary.endId) > 12, String(ids));
    }
  },
});
