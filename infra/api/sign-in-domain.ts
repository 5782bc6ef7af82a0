import { createHash } from 'node:crypto';

/** Cognito refuses a prefix that holds one of its own names (Cognito guide, "Using the Amazon Cognito prefix domain" [H]). */
const REFUSED = /aws|amazon|cognito/;
/** 63 letters are all a host label may have; the rest is the prefix and the digits. */
const STACK_LETTERS_MAX = 40;
const DIGIT_COUNT = 8;

/**
 * The first label of the host at which players type their passwords. No other account of the region may have taken it, so it
 * ends in digits of the pool's id, which is nobody else's; and players see it, so it says whose it is.
 *
 * @param poolId as `us-east-1_AbCdEfGhI`
 * @returns 1 to 63 lower-case letters, digits and hyphens
 * @example signInDomainPrefix('prod', 'us-east-1_AbCdEfGhI')   // 'asset-hub-prod-3901b2c0'
 */
export function signInDomainPrefix(stack: string, poolId: string): string {
  const name = stack
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, STACK_LETTERS_MAX);
  const digits = createHash('sha256').update(poolId).digest('hex').slice(0, DIGIT_COUNT);
  const words = ['asset-hub', ...(name === '' || REFUSED.test(name) ? [] : [name]), digits];
  return words.join('-');
}

/**
 * @example signInOriginOf('asset-hub-prod-3901b2c0', 'us-east-1')
 *   // 'https://asset-hub-prod-3901b2c0.auth.us-east-1.amazoncognito.com'
 */
export function signInOriginOf(prefix: string, region: string): string {
  return `https://${prefix}.auth.${region}.amazoncognito.com`;
}
