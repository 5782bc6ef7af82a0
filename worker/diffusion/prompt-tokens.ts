/**
 * A prompt as the tokens of a text encoder: exactly 77 of them, whatever the prompt is.
 *
 * Source: CLIPTokenizer of transformers 4.57 as the pipeline of SDXL in diffusers 0.36 uses it [H].
 */

export type Vocabulary = {
  /** Ids of the tokens of a text, without any around them. */
  readonly idsOf: (text: string) => readonly number[];
  readonly beginId: number;
  readonly endId: number;
  /** Fills up what is left. The two encoders of SDXL differ in it. */
  readonly padId: number;
};

export type PromptTokens = {
  /** Always `TOKEN_COUNT`. */
  readonly ids: readonly number[];
  /** Of the prompt, cut off. */
  readonly ignoredCount: number;
};

/** CLIP's encoders have positions for so many (config.json of both: max_position_embeddings 77 [H]). */
export const TOKEN_COUNT = 77;
/** So much text has more than 77 tokens whatever it says; a tokenizer's time may grow with the square of a word's length. */
const CHARACTER_COUNT_MAX = 4000;
/** Without a shape of their own, such as what joins emoji or turns the direction of a text; and halves of surrogate pairs. */
const UNSEEN = /[\p{Cf}\p{Cs}]/gu;
const GAPS = /[\p{Cc}\s]+/gu;

/**
 * The prompt as it is given to the tokenizers: what cannot be seen in it would take tokens away from what can.
 *
 * @returns perhaps nothing
 * @example cleanPrompt(' a\u0000fox\n')   // 'a fox'
 */
export const cleanPrompt = (prompt: string): string =>
  prompt.slice(0, CHARACTER_COUNT_MAX).replace(UNSEEN, '').replace(GAPS, ' ').trim();

/**
 * @param setting comes after the prompt and is never cut; of a setting alone too long, the beginning is kept
 * @example promptTokens('a fox', '', vocabulary).ids   // [49406, 320, 3240, 49407, 49407, ...]
 */
export function promptTokens(prompt: string, setting: string, vocabulary: Vocabulary): PromptTokens {
  const { idsOf, beginId, endId, padId } = vocabulary;
  const room = TOKEN_COUNT - 2;
  const settingIds = idsOf(setting).slice(0, room);
  const promptIds = idsOf(cleanPrompt(prompt));
  const kept = promptIds.slice(0, room - settingIds.length);
  const ids = [beginId, ...kept, ...settingIds, endId];
  return {
    ids: [...ids, ...new Array<number>(TOKEN_COUNT - ids.length).fill(padId)],
    ignoredCount: promptIds.length - kept.length,
  };
}
