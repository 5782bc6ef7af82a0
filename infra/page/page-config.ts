/** What the submitters' page asks for first: `/config.json`. It holds no secret, and everybody may read it. */

/** Written by the deploy, never by a release of the page: the two change at different times. */
export const PAGE_CONFIG_KEY = 'config.json';

export type PageConfig = {
  /** Of the job API, without a slash at its end. Empty: the page's own host, so no request crosses origins. */
  readonly apiUrl: string;
  /** Where to begin signing in: OpenID Connect discovery. */
  readonly issuer: string;
  readonly clientId: string;
  /** Separated by blanks, as OAuth wants them. */
  readonly scope: string;
  /** Where signing out ends the session, too, with `client_id` and `logout_uri`; only Cognito's pages have it so. */
  readonly signOutUrl?: string;
};

export type PageConfigParts = {
  readonly issuerUrl: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Of the hub's own pool. */
  readonly signInOrigin?: string | undefined;
};

/**
 * @example pageConfigOf({ issuerUrl: 'https://login.example.com', clientId: 'page', scopes: ['openid'] }).scope   // 'openid'
 */
export function pageConfigOf({ issuerUrl, clientId, scopes, signInOrigin }: PageConfigParts): PageConfig {
  return {
    apiUrl: '',
    issuer: issuerUrl,
    clientId,
    scope: scopes.join(' '),
    ...(signInOrigin === undefined ? {} : { signOutUrl: `${signInOrigin}/logout` }),
  };
}
