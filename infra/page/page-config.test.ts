import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { pageConfigOf } from './page-config.ts';

const PARTS = { issuerUrl: 'https://login.example.com/studio', clientId: 'page', scopes: ['openid', 'hub/submit'] };

check('the configuration of the page', {
  'is about its own host and the issuer that the stack names': () =>
    assert.equal(pageConfigOf(PARTS), {
      apiUrl: '',
      issuer: 'https://login.example.com/studio',
      clientId: 'page',
      scope: 'openid hub/submit',
    }),
});
