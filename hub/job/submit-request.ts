import * as z from 'zod';

/** About 200 words. SDXL reads 77 tokens of them, some 50 words (Stable Diffusion XL model card, 2023-07 [M]). */
export const PROMPT_LENGTH_MAX = 1000;

/** JSON numbers above it are not exact. */
const SEED_RULE = `must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`;

/** The body of a submit. Unknown fields are refused: a misspelt option that did nothing would cost a GPU run to notice. */
export const submitRequestSchema = z.strictObject(
  {
    /** What the character looks like. */
    prompt: z
      .string('must be a text')
      .trim()
      .min(1, 'must not be empty')
      .max(PROMPT_LENGTH_MAX, `must have at most ${PROMPT_LENGTH_MAX} characters`)
      // Half of a surrogate pair is JSON but not UTF-8, in which the table and the queue keep texts.
      .refine(prompt => prompt.isWellFormed(), 'must be well-formed Unicode'),
    /** The same prompt and seed give the same character. Absent: the worker draws one. */
    seed: z.int(SEED_RULE).min(0, SEED_RULE).optional(),
  },
  'must be a JSON object',
);
export type SubmitRequest = z.infer<typeof submitRequestSchema>;
