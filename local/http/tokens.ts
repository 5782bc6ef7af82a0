/** The issuer that stands in for Cognito on one machine: it signs tokens for whoever asks, and checks them as a JWT authorizer does. */
import { createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject, sign, verify } from 'node:crypto';
import { SECONDS_PER_HOUR, type Seconds } from '../../hub/units.ts';
import { ACCESS_TOKEN_HOURS } from '../../infra/api/user-pool.ts';

export const AUDIENCE = 'asset-hub-page';
/** As long as those of the deploy. */
export const TOKEN_SECONDS: Seconds = ACCESS_TOKEN_HOURS * SECONDS_PER_HOUR;

export type Claims = Readonly<Record<string, string | number>>;

export type Issuer = {
  /** What its tokens say in `iss`, and below which it is asked (serve-issuer.ts). */
  readonly url: string;
  /** The key by which its tokens are checked, as a JSON Web Key. */
  readonly publicJwk: JsonWebKey;
  /** A token of this subject. */
  readonly tokenOf: (subject: string, nowSeconds: Seconds, more?: Claims) => string;
  /** The claims of a token that is good now; undefined for any other. */
  readonly claimsOf: (token: string, nowSeconds: Seconds) => Claims | undefined;
};

export function createIssuer(
  url: string,
  privateKey: KeyObject = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
): Issuer {
  const publicKey = createPublicKey(privateKey);
  return {
    url,
    publicJwk: publicKey.export({ format: 'jwk' }),
    tokenOf: (subject, nowSeconds, more = {}) => {
      const iat = Math.floor(nowSeconds);
      const claims = { iss: url, aud: AUDIENCE, sub: subject, iat, exp: iat + TOKEN_SECONDS, ...more };
      const content = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`;
      return `${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`;
    },
    claimsOf: (token, nowSeconds) => {
      const [header = '', payload = '', signature = '', ...rest] = token.split('.');
      if (rest.length > 0 || decodedJson(header)?.alg !== 'RS256') return undefined;
      const content = Buffer.from(`${header}.${payload}`);
      if (!verify('RSA-SHA256', content, publicKey, Buffer.from(signature, 'base64url'))) return undefined;
      const claims = decodedJson(payload);
      const isGood = claims?.iss === url && claims.aud === AUDIENCE && Number(claims.exp) > nowSeconds;
      return isGood ? (claims as Claims) : undefined;
    },
  };
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function decodedJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
