/** CLIP's byte pair encoding, from the two files that every SDXL has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import type { Vocabulary } from '../../../diffusion/prompt-tokens.ts';
import { HostError } from '../../host-error.ts';

const BEGIN = '<|startoftext|>';
const END = '<|endoftext|>';
/** Cuts contractions, words, single digits and runs of anything else apart (CLIP, simple_tokenizer.py [H]). */
const PARTS = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

/**
 * Texts are lower-cased. A `<|endoftext|>` in them is punctuation and a word: nobody ends a prompt but its end.
 *
 * @param folder with vocab.json and merges.txt
 * @param padToken of the encoder whose tokenizer it is
 * @throws HostError of kind model-unusable
 */
export function readClipVocabulary(folder: string, padToken: string): Vocabulary {
  try {
    const vocab = JSON.parse(readFileSync(join(folder, 'vocab.json'), 'utf8')) as Record<string, number>;
    const idOf = (token: string): number => {
      const id = vocab[token];
      if (id === undefined) throw new Error(`it has no token ${token}`);
      return id;
    };
    // What the second one is filled up with, `!`, stays that token wherever it is; as the end of a word it would be another.
    const special = padToken === END ? [] : [specialToken(padToken, idOf(padToken))];
    const tokenizer = new Tokenizer(settingsOf(vocab, readMerges(join(folder, 'merges.txt')), special), {});
    return {
      idsOf: text => tokenizer.encode(text, { add_special_tokens: false }).ids,
      beginId: idOf(BEGIN),
      endId: idOf(END),
      padId: idOf(padToken),
    };
  } catch (error) {
    const text = String((error as Error).message);
    throw new HostError('model-unusable', `tokenizer ${folder}: ${text}`, { cause: error });
  }
}

/** One pair a line, the most frequent first, after a line that says the version. */
const readMerges = (path: string): string[][] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#version'))
    .map(line => line.split(' '));

const specialToken = (content: string, id: number) => ({
  id,
  content,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special: true,
});

/** As tokenizer.json would say it. */
const settingsOf = (
  vocab: Readonly<Record<string, number>>,
  merges: readonly string[][],
  special: readonly ReturnType<typeof specialToken>[],
) => ({
  version: '1.0',
  added_tokens: special,
  normalizer: {
    type: 'Sequence',
    normalizers: [
      { type: 'NFC' },
      { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
      { type: 'Lowercase' },
    ],
  },
  pre_tokenizer: {
    type: 'Sequence',
    pretokenizers: [
      { type: 'Split', pattern: { Regex: PARTS }, behavior: 'Removed', invert: true },
      { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true },
    ],
  },
  post_processor: null,
  decoder: { type: 'ByteLevel' },
  model: {
    type: 'BPE',
    dropout: null,
    unk_token: END,
    continuing_subword_prefix: '',
    end_of_word_suffix: '</w>',
    fuse_unk: false,
    vocab,
    merges,
  },
});
