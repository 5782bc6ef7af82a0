/**
 * What is asked for beside the prompt, so that the image shows a character that can be cut out, made solid and given bones: all
 * of it, from the front, limbs apart, alone, on a plain ground. Written from how SDXL is prompted, not measured: no weights
 * were at hand [L].
 */

/** After the prompt. 30 of SDXL's 75 tokens or so; the prompt has the rest. */
export const CHARACTER_SETTING =
  ', full body character, A-pose, arms away from body, legs apart, front view, centered, plain light grey background, even lighting';

/** For tiers with guidance. */
export const CHARACTER_NEGATIVE_PROMPT =
  'cropped, out of frame, close-up, several people, extra limbs, back view, scenery, cast shadow, text, watermark, blurry';
