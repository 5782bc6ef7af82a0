import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { WEB_ACL_RULE_COUNT } from '../../hub/catalog/request-counts.ts';
import { check } from '../../test/kit/check.ts';
import { webAclRulesOf } from './web-acl-rules.ts';

/** What AWS WAF accepts as a rate limit. */
const LIMIT_MIN = 10;
const LIMIT_MAX = 2_000_000_000;

const limitOf = (requestsPerSecondMax: number): number =>
  webAclRulesOf(requestsPerSecondMax).flatMap(({ statement }) =>
    'rateBasedStatement' in statement ? [statement.rateBasedStatement.limit] : [],
  )[0]!;

check('the web ACL', {
  'has as many rules as are paid': () => assert.is(webAclRulesOf(1000).length, WEB_ACL_RULE_COUNT),
  'leaves one address a tenth of the API over five minutes': () => assert.is(limitOf(1000), 30_000),
  'has a limit AWS accepts, whatever the plan allows': () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), perSecond => {
        const limit = limitOf(perSecond);
        assert.ok(Number.isInteger(limit) && limit >= LIMIT_MIN && limit <= LIMIT_MAX);
      }),
    ),
  'gives each rule a name and a priority of its own, and exactly one of action and override': () => {
    const rules = webAclRulesOf(1000);
    assert.is(new Set(rules.map(({ name }) => name)).size, rules.length);
    assert.is(new Set(rules.map(({ priority }) => priority)).size, rules.length);
    for (const rule of rules) assert.is(Number('action' in rule) + Number('overrideAction' in rule), 1);
  },
});
