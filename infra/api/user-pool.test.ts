import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { USER_POOL, userPoolClientOf } from './user-pool.ts';

const CLIENT = userPoolClientOf(['openid', 'email']);

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
  'types it on no page of ours': () => {
    const { explicitAuthFlows } = CLIENT;
    assert.equal(explicitAuthFlows, ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH']);
  },
  'learns of nobody else': () => assert.is(CLIENT.preventUserExistenceErrors, 'ENABLED'),
});

check('the page', {
  'has no secret to lose': () => assert.is(CLIENT.generateSecret, false),
  'stays signed in for longer than a queue, and not for ever': () => {
    assert.equal(CLIENT.tokenValidityUnits, { accessToken: 'hours' });
    assert.ok(CLIENT.accessTokenValidity >= 8 && CLIENT.accessTokenValidity <= 24);
  },
  'is handed a code, and never a token in an address': () => {
    assert.equal([CLIENT.allowedOauthFlows, CLIENT.allowedOauthFlowsUserPoolClient], [['code'], true]);
    assert.equal(CLIENT.allowedOauthScopes, ['openid', 'email']);
  },
});
