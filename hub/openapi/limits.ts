/** Limits of parameters, as the functions hold callers to them; a test compares the two. */
export const IDEMPOTENCY_KEY_PATTERN = '^[\\x21-\\x7e]{1,255}$';
export const LIST_LIMIT_MAX = 100;
export const LIST_LIMIT_DEFAULT = 20;
