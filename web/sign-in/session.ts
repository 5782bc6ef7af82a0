/**
 * Signing in by the authorization code flow with PKCE (RFC 7636; OAuth 2.0 for browser-based applications, draft of 2025 [M]):
 * the issuer asks who it is on a page of its own, and no password passes through this one. The token is kept as long as the tab;
 * there is no refresh token to steal, and an issuer that still knows its player sends them back at once.
 *
 * PKCE does without a nonce, and one is sent all the same: for a player whom Cognito sends on to Google or another house, its
 * token holds a nonce whether the page asked for one or not, and a page that did not ask has to refuse that
 * (panva/oauth4webapi issue 188, 2025-07; akuity/kargo issue 6797, 2026-08 [H]).
 */
import * as oauth from 'oauth4webapi';
import { type Keeper, nowMilliseconds } from '../environment.ts';
import type { PageConfig } from '../page-config.ts';

export type Session = {
  /** Empty when nobody has signed in, or the token has expired. */
  readonly token: () => string;
  /** Leaves the page. */
  readonly begin: () => Promise<void>;
  /** Comes back to it. @returns the hash to go on at; undefined when this is no return @throws Error when the issuer said no, or something else */
  readonly finish: (address: URL) => Promise<string | undefined>;
  /** Forgets the token, and leaves the page when the issuer has one to sign out at. */
  readonly end: () => Promise<void>;
};

type Kept = { readonly token: string; readonly expiresAt: number };
type Leaving = {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly hash: string;
};

export type SessionParts = {
  readonly config: PageConfig;
  readonly token: Keeper;
  /** What is needed again on return. */
  readonly leaving: Keeper;
  /** The browser's. */
  readonly location: { readonly origin: string; readonly hash: string; readonly assign: (address: string) => void };
};

/** For an issuer that does not say. */
const TOKEN_SECONDS = 3600;

export function createSession({ config, token, leaving, location }: SessionParts): Session {
  const client: oauth.Client = { client_id: config.clientId };
  const redirectUri = `${location.origin}/`;
  const issuer = new URL(config.issuer);
  // On one machine the local issuer has no certificate; anywhere else an issuer without one is refused.
  const options = { [oauth.allowInsecureRequests]: issuer.protocol === 'http:' && issuer.hostname === '127.0.0.1' };
  const discover = async () => oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));

  return {
    token: () => {
      const kept = keptIn<Kept>(token);
      return kept !== undefined && kept.expiresAt > nowMilliseconds() ? kept.token : '';
    },
    begin: async () => {
      const { authorization_endpoint } = await discover();
      const verifier = oauth.generateRandomCodeVerifier();
      const state = oauth.generateRandomState();
      const nonce = oauth.generateRandomNonce();
      leaving.write(JSON.stringify({ verifier, state, nonce, hash: location.hash } satisfies Leaving));
      location.assign(
        addressOf(authorization_endpoint ?? config.issuer, {
          client_id: config.clientId,
          redirect_uri: redirectUri,
          response_type: 'code',
          scope: config.scope,
          state,
          nonce,
          code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        }),
      );
    },
    finish: async address => {
      const left = keptIn<Leaving>(leaving);
      if (left === undefined || !address.searchParams.has('state')) return undefined;
      leaving.write(undefined);
      const server = await discover();
      const parameters = oauth.validateAuthResponse(server, client, address, left.state);
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        oauth.None(),
        parameters,
        redirectUri,
        left.verifier,
        options,
      );
      const { access_token, expires_in = TOKEN_SECONDS } = await oauth.processAuthorizationCodeResponse(
        server,
        client,
        response,
        // Without that scope there is no token about the player, in which the nonce would stand.
        isOpenId(config) ? { expectedNonce: left.nonce } : {},
      );
      const expiresAt = nowMilliseconds() + expires_in * 1000;
      token.write(JSON.stringify({ token: access_token, expiresAt } satisfies Kept));
      return left.hash;
    },
    end: async () => {
      token.write(undefined);
      const { end_session_endpoint } = await discover();
      if (end_session_endpoint === undefined) return;
      // The first is OpenID Connect's name for it, the second Cognito's, which wants it beside the client's id (Cognito guide,
      // "The managed login sign-out endpoint", read 2026-11-28 [H]) and passes over what it does not know [M].
      const back = { post_logout_redirect_uri: redirectUri, logout_uri: redirectUri };
      location.assign(addressOf(end_session_endpoint, { client_id: config.clientId, ...back }));
    },
  };
}

const isOpenId = ({ scope }: PageConfig): boolean => scope.split(' ').includes('openid');

function keptIn<Value>(keeper: Keeper): Value | undefined {
  const text = keeper.read();
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Value);
  } catch {
    return undefined;
  }
}

function addressOf(endpoint: string, parameters: Readonly<Record<string, string>>): string {
  const address = new URL(endpoint);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address.href;
}
