import type { apigatewayv2, cognito } from '@pulumi/aws';
import { onResource, type Rule } from '../rule.ts';

const STAGE = 'aws:apigatewayv2/stage:Stage';
const USER_POOL = 'aws:cognito/userPool:UserPool';

/** cdk-nag 3.0.2, CognitoUserPoolStrongPasswordPolicy [H]. */
const PASSWORD_LENGTH_MIN = 8;

export const API_RULES: readonly Rule[] = Object.freeze([
  onResource<apigatewayv2.StageArgs>({
    name: 'api-access-log',
    ids: ['CKV_AWS_95', 'CKV_AWS_76', 'AwsSolutions-APIG1'],
    types: [STAGE],
    says: 'access to the API is logged',
    remedy: 'Set accessLogSettings with a log group and a format.',
    isBroken: ({ accessLogSettings }) => accessLogSettings === undefined,
  }),
  onResource<apigatewayv2.StageArgs>({
    name: 'api-throttled',
    ids: [],
    types: [STAGE],
    says: 'the API is throttled below the limits of the account',
    remedy: 'Set throttlingRateLimit and throttlingBurstLimit in defaultRouteSettings, as the plan says.',
    isBroken: ({ defaultRouteSettings }) =>
      !(defaultRouteSettings?.throttlingRateLimit && defaultRouteSettings.throttlingBurstLimit),
  }),
  onResource<apigatewayv2.RouteArgs>({
    name: 'api-route-authorizes',
    ids: ['CKV_AWS_309', 'AwsSolutions-APIG4'],
    types: ['aws:apigatewayv2/route:Route'],
    says: 'every route of the API authorizes',
    remedy: 'Set authorizationType and authorizerId.',
    isBroken: ({ authorizationType }) => (authorizationType ?? 'NONE') === 'NONE',
  }),
  onResource<cognito.UserPoolArgs>({
    name: 'user-pool-strong-passwords',
    ids: ['AwsSolutions-COG1'],
    types: [USER_POOL],
    says: 'passwords are strong',
    remedy: `Ask for ${PASSWORD_LENGTH_MIN} characters or more, an upper case letter, a number and a symbol.`,
    isBroken: ({ passwordPolicy: policy }) =>
      (policy?.minimumLength ?? 0) < PASSWORD_LENGTH_MIN ||
      !(policy?.requireUppercase && policy.requireNumbers && policy.requireSymbols),
  }),
  onResource<cognito.UserPoolArgs>({
    name: 'user-pool-by-invitation',
    ids: [],
    types: [USER_POOL],
    says: 'accounts are made by the studio',
    remedy: 'Set adminCreateUserConfig.allowAdminCreateUserOnly: an account is permission to spend GPU time.',
    isBroken: ({ adminCreateUserConfig }) => adminCreateUserConfig?.allowAdminCreateUserOnly !== true,
  }),
  onResource<cognito.UserPoolClientArgs>({
    name: 'user-pool-client-code-flow',
    ids: [],
    types: ['aws:cognito/userPoolClient:UserPoolClient'],
    says: 'who signed in gets a code, at an address with TLS',
    remedy:
      'Leave the implicit flow out of allowedOauthFlows, since it writes tokens into addresses, and name https:// addresses.',
    isBroken: ({ allowedOauthFlows = [], callbackUrls = [] }) =>
      allowedOauthFlows.includes('implicit') || callbackUrls.some(url => !url.startsWith('https://')),
  }),
]);
