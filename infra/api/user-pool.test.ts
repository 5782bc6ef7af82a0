import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { USER_POOL, USER_POOL_CLIENT } from './user-pool.ts';

check('who signs in', {
  'was given an account': () => assert.is(USER_POOL.adminCreateUserConfig.allowAdminCreateUserOnly, true),
  'can get back in by the mailbox alone': () =>
    assert.equal(
      USER_POOL.accountRecoverySetting.recoveryMechanisms.map(({ name }) => name),
      ['verified_email'],
    ),
  'has a password of twelve characters of four kinds': () => {
    const { minimumLength, temporaryPasswordValidityDays: _, ...kinds } = USER_POOL.passwordPolicy;
    assert.ok(minimumLength >= 12);
    assert.equal(Object.values(kinds), [true, true, true, true]);
  },
  'never sends it from a browser': () =>
    assert.not(USER_POOL_CLIENT.explicitAuthFlows.includes('ALLOW_USER_PASSWORD_AUTH')),
  'learns of nobody else': () => assert.is(USER_POOL_CLIENT.preventUserExistenceErrors, 'ENABLED'),
});

check('the page', {
  'has no secret to lose': () => assert.is(USER_POOL_CLIENT.generateSecret, false),
});
