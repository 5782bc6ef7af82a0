/** What Cognito asks of the clients of a user pool, and of the host at which it signs people in. */
import type { JsonObject } from '../../pulumi-host/program-record.ts';
import { API, type AwsRule, aws, type KnownResource, matching } from '../aws-rule.ts';
import { numberAt, textAt, textsAt } from '../values-at.ts';

const CLIENT = aws('cognito.UserPoolClient');
const DOMAIN = aws('cognito.UserPoolDomain');
const POOL = aws('cognito.UserPool');
const RESOURCE_SERVER = aws('cognito.ResourceServer');
const CLIENTS = `Cognito CreateUserPoolClient, ${API}`;

const oauth = (flow: string, fields: JsonObject): JsonObject => ({
  allowedOauthFlows: [flow],
  allowedOauthFlowsUserPoolClient: true,
  ...fields,
});
const scoped = (scope: string): readonly KnownResource[] => [
  {
    type: RESOURCE_SERVER,
    name: 'server',
    inputs: { identifier: 'hub', scopes: [{ scopeName: 'submit', scopeDescription: 'x' }] },
  },
  { type: CLIENT, name: 'client', inputs: { userPoolId: 'x', allowedOauthScopes: ['openid', scope] } },
];

const signedInAt = (userPoolTier: string, managedLoginVersion: number): readonly KnownResource[] => [
  { type: POOL, name: 'pool', inputs: { userPoolTier }, id: 'us-east-1_x' },
  { type: DOMAIN, name: 'domain', inputs: { userPoolId: 'us-east-1_x', domain: 'hub', managedLoginVersion } },
];

export const SIGN_IN_RULES: readonly AwsRule[] = [
  {
    id: 'client-token-validity',
    type: CLIENT,
    says: 'access and id tokens are valid for 5 minutes to a day',
    source: `${CLIENTS}; 5 minutes: Cognito guide, ID token, 2023-06-15 [H]`,
    fine: [{ accessTokenValidity: 24 }, { idTokenValidity: 5, tokenValidityUnits: { idToken: 'minutes' } }],
    broken: [{ accessTokenValidity: 25 }, { idTokenValidity: 4, tokenValidityUnits: { idToken: 'minutes' } }],
    check: inputs =>
      ['accessToken', 'idToken'].flatMap(token => {
        const unit = textAt(inputs, `tokenValidityUnits.${token}`) ?? 'hours';
        const seconds = (numberAt(inputs, `${token}Validity`) ?? 3600 / UNIT_SECONDS[unit]!) * UNIT_SECONDS[unit]!;
        return seconds >= 300 && seconds <= 86_400 ? [] : [`${token} ${seconds} s`];
      }),
  },
  {
    id: 'client-flows',
    type: CLIENT,
    says: 'a client that signs in machines (client_credentials) has a secret and no other flow; every flow needs allowedOauthFlowsUserPoolClient',
    source: 'Cognito guide, token endpoint, 2023-06-15 [H]; one flow alone: from memory [L]',
    fine: [oauth('client_credentials', { generateSecret: true }), oauth('code', {}), {}],
    broken: [
      oauth('client_credentials', {}),
      oauth('code', { allowedOauthFlowsUserPoolClient: false }),
      oauth('code', { allowedOauthFlows: ['client_credentials', 'code'], generateSecret: true }),
      oauth('password', {}),
    ],
    check: inputs => {
      const flows = textsAt(inputs, 'allowedOauthFlows[]');
      const isKnown = flows.every(flow => ['code', 'implicit', 'client_credentials'].includes(flow));
      const isMachine = flows.includes('client_credentials');
      const isMachineFine = !isMachine || (flows.length === 1 && inputs.generateSecret === true);
      const isOn = flows.length === 0 || inputs.allowedOauthFlowsUserPoolClient === true;
      return isKnown && isMachineFine && isOn ? [] : [flows.join(' and ')];
    },
  },
  matching({
    id: 'client-callback',
    type: CLIENT,
    at: 'callbackUrls[]',
    says: 'is https, or http on localhost, without fragment',
    pattern: /^(https:\/\/|http:\/\/localhost\b|(?!https?:)[a-z][a-z0-9+.-]*:\/\/)[^#\s]*$/,
    fine: 'http://localhost:5173/',
    broken: 'http://example.org/',
    source: CLIENTS,
  }),
  {
    id: 'client-scopes',
    type: CLIENT,
    says: 'a scope is one of OpenID, or of a resource server that exists',
    source: CLIENTS,
    fine: [scoped('hub/submit')],
    broken: [scoped('hub/delete'), scoped('submit')],
    check: (inputs, { all }) => {
      const own = all(RESOURCE_SERVER).flatMap(({ inputs: server }) =>
        textsAt(server, 'scopes[].scopeName').map(name => `${server.identifier}/${name}`),
      );
      return textsAt(inputs, 'allowedOauthScopes[]').filter(scope => ![...OPEN_ID, ...own].includes(scope));
    },
  },
  matching({
    id: 'pool-domain',
    type: DOMAIN,
    at: 'domain',
    says: "is a label of lower-case letters, digits and hyphens without aws, amazon or cognito, or a host of one's own",
    pattern: /^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9-]+)*$/,
    fine: 'asset-hub-prod-3901b2c0',
    broken: 'asset-hub-aws',
    source: `Cognito CreateUserPoolDomain, ${API}; words: Cognito guide, using the Amazon Cognito prefix domain, 2026 [H]`,
  }),
  {
    id: 'pool-pages',
    type: DOMAIN,
    says: 'a pool of the Lite plan has the classic pages (1), and no managed login (2)',
    source: 'Cognito CreateUserPoolDomain, ManagedLoginVersion, 2026 [H]',
    fine: [signedInAt('LITE', 1), signedInAt('ESSENTIALS', 2)],
    broken: [signedInAt('LITE', 2), signedInAt('ESSENTIALS', 3)],
    check: (inputs, { find }) => {
      const version = numberAt(inputs, 'managedLoginVersion') ?? 1;
      const pool = find(POOL, inputs.userPoolId);
      const isLite = pool !== undefined && textAt(pool.inputs, 'userPoolTier') === 'LITE';
      return version === 1 || (version === 2 && !isLite) ? [] : [`${version}`];
    },
  },
];

const OPEN_ID = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'];
const UNIT_SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
