/**
 * Signing in on one machine: what Cognito's pages and endpoints do for the submitters' page, without passwords. The
 * authorization code flow with PKCE (RFC 6749, 4.1; RFC 7636; OpenID Connect Discovery 1.0) [H].
 */
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Seconds } from '../../hub/units.ts';
import { pageHeaders } from './serve-page.ts';
import { signInPage } from './sign-in-page.ts';
import { AUDIENCE, type Issuer, TOKEN_SECONDS } from './tokens.ts';

export const ISSUER_PATH = '/local/issuer';

export type SignInRequest = {
  readonly method: string;
  readonly url: string;
  readonly body: Uint8Array;
  readonly nowSeconds: Seconds;
};

/** @returns whether it was asked for something of the issuer, and has answered */
export type SignInServer = (request: SignInRequest, response: ServerResponse) => boolean;

type Grant = {
  readonly subject: string;
  readonly challenge: string;
  /** Said back in the token about the player (OpenID Connect Core 1.0, 3.1.2.1). */
  readonly nonce: string | null;
  /** A token about the player is wanted, too. */
  readonly isOpenId: boolean;
  readonly expiresAt: Seconds;
};

/** A browser takes it to the token endpoint at once (RFC 6749, 4.1.2: at most ten minutes). */
const CODE_SECONDS: Seconds = 60;
const SUBJECT = /^[\x21-\x7e]{1,128}$/;

export function serveIssuer(
  issuer: Issuer,
  { baseUrl, drawCode }: { readonly baseUrl: string; readonly drawCode: () => string },
): SignInServer {
  const grants = new Map<string, Grant>();
  const redirectUri = `${baseUrl}/`;

  /** What is wrong with being sent here; undefined: nothing. */
  function faultOf(query: URLSearchParams): string | undefined {
    if (query.get('client_id') !== AUDIENCE) return 'the client_id is not that of the page';
    if (query.get('redirect_uri') !== redirectUri) return `the redirect_uri must be ${redirectUri}`;
    if (query.get('response_type') !== 'code') return 'the response_type must be code';
    if (query.get('code_challenge_method') !== 'S256' || !query.get('code_challenge'))
      return 'PKCE with S256 is asked for';
    return undefined;
  }

  function authorize(
    { method, body, nowSeconds }: SignInRequest,
    query: URLSearchParams,
    response: ServerResponse,
  ): void {
    const fault = faultOf(query);
    if (fault !== undefined) {
      answerText(response, 400, `${fault}\n`);
      return;
    }
    const subject = new URLSearchParams(Buffer.from(body).toString('utf8')).get('subject')?.trim() ?? '';
    if (method !== 'POST' || !SUBJECT.test(subject)) {
      response
        .writeHead(200, { ...pageHeaders([]), 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
        .end(signInPage(method === 'POST'));
      return;
    }
    const code = drawCode();
    grants.set(code, {
      subject,
      challenge: query.get('code_challenge') ?? '',
      nonce: query.get('nonce'),
      isOpenId: query.get('scope')?.split(' ').includes('openid') ?? false,
      expiresAt: nowSeconds + CODE_SECONDS,
    });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', query.get('state') ?? '');
    response.writeHead(303, { location: back.href }).end();
  }

  function giveToken({ body, nowSeconds }: SignInRequest, response: ServerResponse): void {
    const form = new URLSearchParams(Buffer.from(body).toString('utf8'));
    const code = form.get('code') ?? '';
    const grant = grants.get(code);
    // A code is good once, whoever brings it.
    grants.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isGood =
      form.get('grant_type') === 'authorization_code' &&
      form.get('client_id') === AUDIENCE &&
      form.get('redirect_uri') === redirectUri &&
      grant !== undefined &&
      grant.expiresAt > nowSeconds &&
      grant.challenge === challenge;
    if (!isGood) {
      answerJson(response, 400, { error: 'invalid_grant' });
      return;
    }
    const { subject, nonce, isOpenId } = grant;
    const aboutPlayer = () => issuer.tokenOf(subject, nowSeconds, nonce === null ? {} : { nonce });
    answerJson(response, 200, {
      access_token: issuer.tokenOf(subject, nowSeconds),
      ...(isOpenId ? { id_token: aboutPlayer() } : {}),
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
    });
  }

  /** Nobody is known here from one time to the next; it leads back as Cognito does, to an address that it knows and no other. */
  function leaveTo(query: URLSearchParams, response: ServerResponse): void {
    if (query.get('client_id') === AUDIENCE && query.get('logout_uri') === redirectUri) {
      response.writeHead(302, { location: redirectUri }).end();
    } else answerText(response, 400, `the client_id must be that of the page, and the logout_uri ${redirectUri}\n`);
  }

  return (request, response) => {
    const { pathname, searchParams } = new URL(request.url, baseUrl);
    if (!pathname.startsWith(`${ISSUER_PATH}/`)) return false;
    switch (`${request.method} ${pathname.slice(ISSUER_PATH.length)}`) {
      case 'GET /.well-known/openid-configuration':
        answerJson(response, 200, discovery(issuer.url));
        break;
      case 'GET /jwks.json':
        answerJson(response, 200, { keys: [{ ...issuer.publicJwk, alg: 'RS256', use: 'sig' }] });
        break;
      case 'GET /authorize':
      case 'POST /authorize':
        authorize(request, searchParams, response);
        break;
      case 'GET /logout':
        leaveTo(searchParams, response);
        break;
      case 'POST /token':
        giveToken(request, response);
        break;
      default:
        answerText(response, 404, 'the local issuer has no such page\n');
    }
    return true;
  };
}

const discovery = (url: string) => ({
  issuer: url,
  authorization_endpoint: `${url}/authorize`,
  token_endpoint: `${url}/token`,
  end_session_endpoint: `${url}/logout`,
  jwks_uri: `${url}/jwks.json`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['none'],
});

const answerJson = (response: ServerResponse, status: number, value: unknown): void =>
  void response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(value));

const answerText = (response: ServerResponse, status: number, text: string): void =>
  void response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
