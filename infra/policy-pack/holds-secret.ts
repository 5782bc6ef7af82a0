/**
 * What credentials look like. Passwords look like anything; what has a fixed form is found.
 *
 * Source: the patterns of awslabs/git-secrets, as Checkov 3.3.30 uses them (checkov/common/util/secrets.py) [H]. A secret
 * access key is any 40 letters, and so is many a path: it counts only beside its name.
 */
const SECRETS: readonly RegExp[] = Object.freeze([
  /(?<![A-Z0-9])(A3T[A-Z0-9]|AKIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])/,
  /secret_?access_?key\W{1,5}[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=])/i,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
]);

/** @example holdsSecret('AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE')   // true */
export function holdsSecret(text: string): boolean {
  return SECRETS.some(secret => secret.test(text));
}
