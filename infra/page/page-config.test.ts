import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { pageConfigOf } from './page-config.ts';

const PARTS = { issuerUrl: 'https://login.example.com/studio', clientId: 'page', scopes: ['openid', 'hub/submit'] };

check('the configuration of the page', {
  'is of the issuer that the stack names, which knows how to sign out': () =>
    assert.equal(pageConfigOf(PARTS), {
      apiUrl: '',
      issuer: 'https://login.example.com/studio',
      clientId: 'page',
      scope: 'openid hub/submit',
    }),
  "says where Cognito's own pages sign out": () =>
    assert.is(pageConfigOf({ ...PARTS, signInOrigin: 'https://hub.auth.example.com' }).signOutUrl, 'https://hub.auth.example.com/logout'),
});
