/** The local issuer over HTTP, as the page and those who would misuse it speak to it. */
import * as oauth from 'oauth4webapi';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { listenAsIssuer } from './listen-as-issuer.test-data.ts';
import { AUDIENCE } from './tokens.ts';

let nowSeconds = 1_800_000_000;
const { baseUrl, issuer } = await listenAsIssuer(() => nowSeconds);
const REDIRECT_URI = `${baseUrl}/`;
const CLIENT: oauth.Client = { client_id: AUDIENCE };
const INSECURE = { [oauth.allowInsecureRequests]: true };
const VERIFIER = oauth.generateRandomCodeVerifier();
const CHALLENGE = await oauth.calculatePKCECodeChallenge(VERIFIER);
const url = new URL(issuer.url);
const metadata = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, INSECURE));

const queryWith = (more: Readonly<Record<string, string>> = {}) =>
  new URLSearchParams({
    client_id: AUDIENCE,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    state: 'a-state',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...more,
  });

const authorize = (subject: string, query = queryWith()) =>
  fetch(`${metadata.authorization_endpoint}?${query}`, {
    method: 'POST',
    body: new URLSearchParams({ subject }),
    redirect: 'manual',
  });

async function codeOf(subject: string): Promise<URLSearchParams> {
  const answer = await authorize(subject);
  assert.is(answer.status, 303);
  return oauth.validateAuthResponse(metadata, CLIENT, new URL(answer.headers.get('location') ?? ''), 'a-state');
}

const exchange = (code: URLSearchParams, verifier = VERIFIER) =>
  oauth.authorizationCodeGrantRequest(metadata, CLIENT, oauth.None(), code, REDIRECT_URI, verifier, INSECURE);

check('the local issuer', {
  'gives a token that the API takes, to a client that goes by the standards': async () => {
    nowSeconds = Math.floor(Date.now() / 1000);
    const { access_token } = await oauth.processAuthorizationCodeResponse(
      metadata,
      CLIENT,
      await exchange(await codeOf('ada')),
    );
    assert.is(issuer.claimsOf(access_token, nowSeconds)?.sub, 'ada');
  },
  'publishes the key by which its tokens are checked': async () => {
    const { keys } = (await (await fetch(metadata.jwks_uri ?? '')).json()) as { keys: object[] };
    const key = await crypto.subtle.importKey('jwk', keys[0]!, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, [
      'verify',
    ]);
    const [header, payload, signature = ''] = issuer.tokenOf('ada', nowSeconds).split('.');
    const content = Buffer.from(`${header}.${payload}`);
    assert.ok(await crypto.subtle.verify('RSASSA-PKCS1-v1_5', key, Buffer.from(signature, 'base64url'), content));
  },
  'asks who it is, under the page’s own policy': async () => {
    const answer = await fetch(`${metadata.authorization_endpoint}?${queryWith()}`);
    assert.match(await answer.text(), /Who are you\?/);
    assert.match(answer.headers.get('content-security-policy') ?? '', /script-src 'self'/);
  },
  'gives nothing for a code that comes again': async () => {
    const code = await codeOf('ada');
    assert.equal([(await exchange(code)).status, (await exchange(code)).status], [200, 400]);
  },
  'gives nothing to somebody who took the code but did not begin': async () =>
    assert.is((await exchange(await codeOf('ada'), oauth.generateRandomCodeVerifier())).status, 400),
  'gives nothing for a code that was left lying': async () => {
    const code = await codeOf('ada');
    nowSeconds += 61;
    assert.is((await exchange(code)).status, 400);
  },
  'sends nobody to another place, and nobody without PKCE': async () => {
    for (const more of [
      { redirect_uri: 'https://evil.example/' },
      { redirect_uri: `${baseUrl}/elsewhere` },
      { client_id: 'another' },
      { response_type: 'token' },
      { code_challenge_method: 'plain' },
      { code_challenge: '' },
    ]) {
      assert.is((await authorize('ada', queryWith(more))).status, 400, JSON.stringify(more));
    }
  },
  'signs out to the page’s own address, and to no other': async () => {
    const leave = (query: Readonly<Record<string, string>>) =>
      fetch(`${metadata.end_session_endpoint}?${new URLSearchParams(query)}`, { redirect: 'manual' });
    const answer = await leave({ client_id: AUDIENCE, logout_uri: REDIRECT_URI });
    assert.equal([answer.status, answer.headers.get('location')], [302, REDIRECT_URI]);
    for (const logout_uri of ['https://evil.example/', `${baseUrl}/elsewhere`]) {
      assert.is((await leave({ client_id: AUDIENCE, logout_uri })).status, 400, logout_uri);
    }
  },
  'asks again when the name is none': async () => {
    for (const name of ['', 'two words', 'x'.repeat(129)]) assert.is((await authorize(name)).status, 200, name);
  },
});
