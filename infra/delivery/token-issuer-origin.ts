import type { HubPlan } from '../../hub/plan/hub-plan.ts';

/**
 * Where the page signs its player in. With the hub's own user pool it speaks to Cognito in the region, by a password proof
 * that never sends the password.
 *
 * @example tokenIssuerOrigin({ region: 'us-east-1', access: { audiences: [] } })   // 'https://cognito-idp.us-east-1.amazonaws.com'
 */
export function tokenIssuerOrigin({ region, access }: Pick<HubPlan, 'region' | 'access'>): string {
  return access.issuerUrl === undefined
    ? `https://cognito-idp.${region}.amazonaws.com`
    : new URL(access.issuerUrl).origin;
}
