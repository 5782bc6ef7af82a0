import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { signInDomainPrefix, signInOriginOf } from './sign-in-domain.ts';

check('the host of sign-in', {
  'says whose it is, and ends in digits of its pool': () => {
    assert.is(signInDomainPrefix('prod', 'us-east-1_AbCdEfGhI'), 'asset-hub-prod-3901b2c0');
    assert.is.not(signInDomainPrefix('prod', 'us-east-1_AbCdEfGhJ'), 'asset-hub-prod-3901b2c0');
  },
  'leaves out a stack whose name Cognito would refuse': () =>
    assert.is(signInDomainPrefix('my.AWS_stack', 'us-east-1_AbCdEfGhI'), 'asset-hub-3901b2c0'),
  'is a label of Cognito for any stack': () =>
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), fc.string({ minLength: 1 }), (stack, poolId) => {
        const prefix = signInDomainPrefix(stack, poolId);
        assert.match(prefix, /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
        assert.not.match(prefix, /aws|amazon|cognito/);
      }),
    ),
  'is in the region of the pool': () =>
    assert.is(signInOriginOf('hub', 'eu-west-1'), 'https://hub.auth.eu-west-1.amazoncognito.com'),
});
