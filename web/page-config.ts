/** What a deploy tells the page, in a file beside it: the same build runs on every stack. */

export type PageConfig = {
  /** Origin of the job API; empty: the page's own. */
  readonly apiUrl: string;
  /** Of OpenID Connect; its `/.well-known/openid-configuration` is read. */
  readonly issuer: string;
  readonly clientId: string;
  /** What is asked for of the player, separated by spaces. */
  readonly scope: string;
};

/** @throws Error that says what is wrong with the file */
export function parsePageConfig(value: unknown): PageConfig {
  const { apiUrl, issuer, clientId, scope } = (value ?? {}) as Record<string, unknown>;
  if (typeof apiUrl !== 'string') throw new Error('config.json: apiUrl must be a text');
  if (typeof issuer !== 'string' || !URL.canParse(issuer)) throw new Error('config.json: issuer must be a URL');
  if (typeof clientId !== 'string' || clientId === '') throw new Error('config.json: clientId must be a text');
  if (typeof scope !== 'string' || scope === '') throw new Error('config.json: scope must be a text');
  return { apiUrl, issuer, clientId, scope };
}
