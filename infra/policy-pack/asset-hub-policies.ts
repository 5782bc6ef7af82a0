import { type Policy, policyOf } from './policy-of.ts';
import { PREDICTION_POLICIES } from './prediction-policies.ts';
import { SECURITY_RULES } from './security-rules.ts';

/** What Pulumi runs at each preview and update: security by the rules, and what a character may cost. */
export const ASSET_HUB_POLICIES: readonly Policy[] = Object.freeze([
  ...SECURITY_RULES.map(rule => policyOf(rule)),
  ...PREDICTION_POLICIES,
]);
