/** What the submitters' page asks for first: `/config.json`. It holds no secret, and everybody may read it. */

/** Written by the deploy, never by a release of the page: the two change at different times. */
export const PAGE_CONFIG_KEY = 'config.json';

export type PageConfig = {
  /** Origin of the job API. Empty: the page's own, so no request crosses origins. */
  readonly apiUrl: string;
  /** Of its tokens. Everything else about signing in and out is discovered there, as OpenID Connect has it. */
  readonly issuer: string;
  readonly clientId: string;
  /** Separated by blanks, as OAuth wants them. */
  readonly scope: string;
};

export type PageConfigParts = {
  readonly issuerUrl: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
};

/**
 * @example pageConfigOf({ issuerUrl: 'https://login.example.com', clientId: 'page', scopes: ['openid'] }).scope   // 'openid'
 */
export function pageConfigOf({ issuerUrl, clientId, scopes }: PageConfigParts): PageConfig {
  return { apiUrl: '', issuer: issuerUrl, clientId, scope: scopes.join(' ') };
}
