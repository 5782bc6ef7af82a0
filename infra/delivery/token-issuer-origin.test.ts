import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { tokenIssuerOrigin } from './token-issuer-origin.ts';

check('the origin of tokens', {
  'is Cognito in the region of the hub': () =>
    assert.is(
      tokenIssuerOrigin({ region: 'us-east-1', access: { audiences: [] } }),
      'https://cognito-idp.us-east-1.amazonaws.com',
    ),
  'is that of the issuer the plan names, without its path': () => {
    const access = { issuerUrl: 'https://login.example.com:8443/realms/studio', audiences: ['hub'] };
    assert.is(tokenIssuerOrigin({ region: 'us-east-1', access }), 'https://login.example.com:8443');
  },
});
