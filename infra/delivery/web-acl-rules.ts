/** What the optional web ACL refuses before it reaches anything. */
import type { Count, Ratio, Seconds } from '../../hub/units.ts';

/** WAF counts over one, two, five or ten minutes; five is its default (AWS WAF developer guide, 2024 [H]). */
const WINDOW_SECONDS: Seconds = 300;

/** A studio behind one address may be busy, but not use up the API for everybody. */
const ONE_ADDRESS_RATIO: Ratio = 0.1;

const visibility = (metricName: string) => ({
  cloudwatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: true,
});

/** Known attacks on any web application, in a list that AWS keeps. */
const COMMON_ATTACKS = {
  name: 'common-attacks',
  priority: 1,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesCommonRuleSet' } },
  visibilityConfig: visibility('common-attacks'),
};

/**
 * @param requestsPerSecondMax the throttle of the API
 * @example webAclRulesOf(1000)[0]   // more than 30,000 requests of one address in five minutes are answered 429
 */
export function webAclRulesOf(requestsPerSecondMax: Count) {
  const limit = Math.ceil(requestsPerSecondMax * ONE_ADDRESS_RATIO * WINDOW_SECONDS);
  const tooMany = {
    name: 'too-many-requests',
    priority: 0,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: { rateBasedStatement: { limit, evaluationWindowSec: WINDOW_SECONDS, aggregateKeyType: 'IP' } },
    visibilityConfig: visibility('too-many-requests'),
  };
  return [tooMany, COMMON_ATTACKS];
}
