/** Limits of parameters: the functions hold callers to them, and the contract tells them. */
export const IDEMPOTENCY_KEY_PATTERN = '^[\\x21-\\x7e]{1,255}$';
/** DynamoDB reads at most so many items at once (DynamoDB API, BatchGetItem, 2023 [H]). */
export const LIST_LIMIT_MAX = 100;
export const LIST_LIMIT_DEFAULT = 20;
