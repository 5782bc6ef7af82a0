import * as z from 'zod';
import { SECONDS_PER_DAY, SECONDS_PER_MINUTE } from '../units.ts';

/** About 200 words. SDXL reads 77 tokens of them, some 50 words (Stable Diffusion XL model card, 2023-07 [M]). */
export const PROMPT_LENGTH_MAX = 1000;

/** JSON numbers above it are not exact. */
const SEED_RULE = `must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`;
const DEADLINE_RULE = `must be a whole number of seconds from ${SECONDS_PER_MINUTE} to ${30 * SECONDS_PER_DAY}`;

/** Line breaks and tabs are spaces to the models. Other control characters, and those that reverse a text, do harm where it is shown. */
const HARMFUL = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;

const prompt = z
  .string('must be a text')
  // Half of a surrogate pair is JSON but not UTF-8, in which the table and the queue keep texts.
  .refine(text => text.isWellFormed(), 'must be well-formed Unicode')
  .transform(text => text.replace(/[\t\n\r]+/g, ' ').trim())
  .pipe(
    z
      .string()
      .min(1, 'must not be empty')
      .max(PROMPT_LENGTH_MAX, `must have at most ${PROMPT_LENGTH_MAX} characters`)
      .refine(text => !HARMFUL.test(text), 'must not have control characters'),
  )
  .meta({
    description: 'What the character looks like.',
    minLength: 1,
    maxLength: PROMPT_LENGTH_MAX,
    examples: ['a fox knight in green armour'],
  });

const seed = z
  .int(SEED_RULE)
  .min(0, SEED_RULE)
  .optional()
  .meta({ description: 'The same prompt and seed give the same character. Absent: the worker draws one.' });

const expiresIn = z
  .int(DEADLINE_RULE)
  .min(SECONDS_PER_MINUTE, DEADLINE_RULE)
  .max(30 * SECONDS_PER_DAY, DEADLINE_RULE)
  .optional()
  .meta({ description: 'Seconds after which a job that is not done expires.' });

const uploadId = z
  .string('must be a text')
  .regex(/^[a-z2-7]{26}$/, 'must be the upload_id of an upload')
  .meta({ description: 'What POST /v1/uploads gave.' });

/**
 * The body of a submit, by kind. Unknown fields are refused: a misspelt option that did nothing would cost a GPU run to
 * notice. A body without a kind asks for a character.
 */
export const submitBodySchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('character'), prompt, seed, expires_in: expiresIn }),
    z.strictObject({ kind: z.literal('image'), prompt, seed, expires_in: expiresIn }),
    z.strictObject({ kind: z.literal('mesh'), upload_id: uploadId, seed, expires_in: expiresIn }),
    z.strictObject({ kind: z.literal('rig'), upload_id: uploadId, expires_in: expiresIn }),
  ],
  {
    error: ({ code }) => (code === 'invalid_union' ? 'must be character, image, mesh or rig' : 'must be a JSON object'),
  },
);

export const submitRequestSchema = z.preprocess(
  body => (isObject(body) && !Object.hasOwn(body, 'kind') ? { ...body, kind: 'character' } : body),
  submitBodySchema,
);
export type SubmitRequest = z.infer<typeof submitBodySchema>;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
