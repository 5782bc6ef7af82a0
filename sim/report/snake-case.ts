/**
 * Plain data with the keys of its objects in snake_case, as everything that leaves the tool as JSON. Only for values whose
 * keys are names of ours: names that people chose (queues, groups) must not be turned.
 *
 * @example snakeCaseKeys({ usdPerHour: 1 })   // { usd_per_hour: 1 }
 */
export function snakeCaseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCaseKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [snakeCase(key), snakeCaseKeys(part)]));
}

/** A run of digits belongs to the word before it: `ipv4UsdPerHour` -> `ipv4_usd_per_hour`. */
function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
