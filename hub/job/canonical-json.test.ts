import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { canonicalJson, type Json } from './canonical-json.ts';

/** The same value, its members told in the other order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, turned(member)]),
  );
}

check('canonical JSON', {
  // RFC 8785, section 3.2.3: the sorting example.
  'sorts by UTF-16 units, as RFC 8785 does': () => {
    const value = {
      '€': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '😀': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      ö: 'Latin Small Letter O With Diaeresis',
    };
    const values = [...canonicalJson(value).matchAll(/:"([^"]+)"/g)].map(match => match[1]);
    assert.equal(values, [
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  },
  'is JSON of the same value, whatever the order of its members': () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), value => {
        const text = canonicalJson(value as Json);
        assert.is(canonicalJson(turned(value) as Json), text);
        assert.equal(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      }),
    );
  },
  'has no number that JSON has not': () => assert.throws(() => canonicalJson([Number.NaN]), /NaN/),
});
