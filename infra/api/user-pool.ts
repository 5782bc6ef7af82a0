/**
 * Who may sign in when the stack names no issuer of its own.
 *
 * An account is permission to spend GPU time, so the studio makes the accounts: with sign-up open, anybody with a mailbox
 * would send the studio a bill. A studio whose players sign up elsewhere names that issuer in the stack file instead.
 * There is no second factor: what a stolen password opens is that player's own characters.
 */

/** Of the pool: an email address and a password. */
export const USER_POOL = Object.freeze({
  usernameAttributes: ['email'],
  autoVerifiedAttributes: ['email'],
  // Someone@Example.com and someone@example.com are one mailbox.
  usernameConfiguration: { caseSensitive: false },
  adminCreateUserConfig: { allowAdminCreateUserOnly: true },
  accountRecoverySetting: { recoveryMechanisms: [{ name: 'verified_email', priority: 1 }] },
  passwordPolicy: {
    minimumLength: 12,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
    // A week off does not cost an invitation.
    temporaryPasswordValidityDays: 14,
  },
  // Has passwords and refresh tokens, which is all that is used. Ten thousand users a month are free, as with the default
  // plan; each further one costs a third of it (Amazon Cognito pricing page, read 2026-09-20 [M]).
  userPoolTier: 'LITE',
});

/**
 * A working day, hours. A queue may well be longer than the hour that Cognito gives by itself, and whoever is signed out while
 * they wait learns of their character later. The price: an account that is closed is let in for as long, since a token is
 * looked at and its issuer not asked. Cognito takes up to 24 (Cognito guide, "Using the access token", read 2026-11-28 [H]).
 */
export const ACCESS_TOKEN_HOURS = 12;

/**
 * Of its one client, the submitters' page, but for the page's addresses: it sends its player to the pool's own pages and comes
 * back with a code, which only the browser that began can turn into tokens (PKCE).
 *
 * @param scopes of OpenID, as `email`
 */
export function userPoolClientOf(scopes: readonly string[]) {
  return {
    // A page cannot keep a secret.
    generateSecret: false,
    // Not `implicit`: tokens would stand in addresses, and so in histories and logs.
    allowedOauthFlows: ['code'],
    allowedOauthFlowsUserPoolClient: true,
    allowedOauthScopes: [...scopes],
    supportedIdentityProviders: ['COGNITO'],
    explicitAuthFlows: [
      'ALLOW_REFRESH_TOKEN_AUTH',
      // For operators at a shell: asks for AWS credentials as well, so it opens nothing to a player.
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    ],
    // A wrong address is answered like a wrong password, so that nobody can find out who plays.
    preventUserExistenceErrors: 'ENABLED',
    enableTokenRevocation: true,
    accessTokenValidity: ACCESS_TOKEN_HOURS,
    tokenValidityUnits: { accessToken: 'hours' },
  };
}
