import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { cleanPrompt, promptTokens, type Vocabulary } from './prompt-tokens.ts';

/** A token for each character, by its code; 1 begins, 2 ends, and 3 fills up. */
const letters: Vocabulary = {
  idsOf: text => Array.from(text, letter => letter.codePointAt(0)!),
  beginId: 1,
  endId: 2,
  padId: 3,
};
const codes = (text: string) => letters.idsOf(text);

check('tokens of a prompt', {
  'are always 77: begun, ended and filled up': () => {
    for (const length of [0, 1, 74, 75, 76, 500]) {
      const { ids, ignoredCount } = promptTokens('x'.repeat(length), '', letters);
      const kept = Math.min(length, 75);
      assert.is(ids.length, 77);
      assert.equal(ids.slice(0, kept + 2), [1, ...codes('x'.repeat(kept)), 2]);
      assert.ok(ids.slice(kept + 2).every(id => id === 3));
      assert.is(ignoredCount, length - kept);
    }
  },
  'leave room for what is asked for beside it': () => {
    const setting = 'y'.repeat(10);
    const { ids, ignoredCount } = promptTokens('x'.repeat(70), setting, letters);
    assert.equal(ids, [1, ...codes('x'.repeat(65)), ...codes(setting), 2]);
    assert.is(ignoredCount, 5);
    const all = promptTokens('x', 'y'.repeat(200), letters);
    assert.equal([all.ids.length, all.ids[75], all.ignoredCount], [77, codes('y')[0], 1]);
  },
});

check('a prompt', {
  'is cleaned of what cannot be seen': () => {
    assert.is(cleanPrompt('  a\tfox \r\n knight\u0000'), 'a fox knight');
    assert.is(cleanPrompt('a\u200bfox\u202e\ufeff'), 'afox');
    assert.is(cleanPrompt('\u{1f469}\u200d\u{1f680}'), '\u{1f469}\u{1f680}');
    assert.is(cleanPrompt('fox\ud800'), 'fox');
    assert.is(cleanPrompt('a\u2028fox\u3000knight'), 'a fox knight');
  },
  'keeps all letters': () => {
    for (const text of ['Рыцарь', '騎士', 'فارس', 'é', 'e\u0301', '🦊', '<|endoftext|>'])
      assert.is(cleanPrompt(text), text);
  },
});
