import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { readFlags } from './read-flags.ts';

const refuses = (args: readonly string[], message: RegExp) => () =>
  assert.throws(
    () => readFlags(args),
    (error: Error) => message.test(error.message),
  );

check('flags of npm run character', {
  'have defaults': () =>
    assert.equal(readFlags(['a fox']), {
      kind: 'make',
      prompt: 'a fox',
      seed: 1,
      out: 'character.glb',
      weightsFolder: undefined,
      wantsBlender: true,
      isJson: false,
      isVerbose: false,
    }),
  'are read': () =>
    assert.equal(
      readFlags([
        '--seed',
        '0',
        ' a\nfox ',
        '--out',
        'x/f.glb',
        '--weights',
        'w',
        '--no-blender',
        '--json',
        '--verbose',
      ]),
      {
        kind: 'make',
        prompt: 'a fox',
        seed: 0,
        out: 'x/f.glb',
        weightsFolder: 'w',
        wantsBlender: false,
        isJson: true,
        isVerbose: true,
      },
    ),
  'ask for help before anything else': () => assert.equal(readFlags(['--help', 'a', 'b']), { kind: 'help' }),
  'have a prompt': refuses([], /one prompt is wanted, in quotes \(saw 0 /),
  'have one prompt': refuses(['a', 'fox'], /one prompt is wanted, in quotes \(saw 2 /),
  'have no empty prompt': refuses([''], /the prompt must not be empty/),
  'have no long prompt': refuses(['a'.repeat(1001)], /the prompt must have at most 1000 characters/),
  'have no prompt that harms a terminal': refuses(['a\u001b[2J'], /the prompt must not have control characters/),
  'have a whole seed': refuses(['a', '--seed', '1.5'], /--seed must be a whole number, 0 or more \(saw 1\.5\)/),
  'have no seed below zero': refuses(['a', '--seed=-1'], /--seed must be a whole number/),
  'have no seed that JSON does not hold': refuses(['a', '--seed', '9'.repeat(17)], /the seed must be a whole number/),
  'name a GLB': refuses(['a', '--out', 'fox.obj'], /--out must be a file that ends in \.glb \(saw fox\.obj\)/),
  'name more than an ending': refuses(['a', '--out', 'x/.glb'], /--out must be a file/),
  'are known': refuses(['a', '--fast'], /--fast/),
});
