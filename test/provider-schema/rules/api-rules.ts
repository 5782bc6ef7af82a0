/** What API Gateway asks of an HTTP API. */
import type { JsonObject } from '../../pulumi-host/program-record.ts';
import { API, type AwsRule, aws, type KnownResource, matching } from '../aws-rule.ts';
import { isFilled, isSet, numberAt, objectsAt, textAt, textsAt } from '../values-at.ts';

const HTTP_API = aws('apigatewayv2.Api');
const AUTHORIZER = aws('apigatewayv2.Authorizer');
const INTEGRATION = aws('apigatewayv2.Integration');
const ROUTE = aws('apigatewayv2.Route');
const STAGE = aws('apigatewayv2.Stage');
const ACCOUNT = 'API Gateway guide, quotas of an account per Region, 2023-06-29 [H]';

const jwt = (fields: JsonObject): JsonObject => ({
  authorizerType: 'JWT',
  identitySources: ['$request.header.Authorization'],
  jwtConfiguration: { issuer: 'https://issuer.example.org', audiences: ['x'] },
  ...fields,
});
const routed = (target: string): readonly KnownResource[] => [
  { type: ROUTE, name: 'route', inputs: { target } },
  { type: INTEGRATION, name: 'integration', inputs: {}, id: 'i' },
];
export const API_RULES: readonly AwsRule[] = [
  {
    id: 'api-cors',
    type: HTTP_API,
    says: 'a page of any origin gets no credentials: allowCredentials needs named origins',
    source: 'Fetch standard, CORS protocol and credentials, 2024 [M]: a browser refuses such an answer',
    fine: [
      { corsConfiguration: { allowOrigins: ['*'] } },
      { corsConfiguration: { allowOrigins: ['https://x'], allowCredentials: true } },
    ],
    broken: [{ corsConfiguration: { allowOrigins: ['*'], allowCredentials: true } }],
    check: inputs =>
      objectsAt(inputs, 'corsConfiguration')
        .filter(cors => cors.allowCredentials === true && textsAt(cors, 'allowOrigins[]').includes('*'))
        .map(() => 'any origin with credentials'),
  },
  {
    id: 'authorizer-jwt',
    type: AUTHORIZER,
    says: 'a JWT authorizer has an https issuer, an audience and exactly one identity source',
    source: `API Gateway v2 CreateAuthorizer, ${API}`,
    fine: [jwt({})],
    broken: [
      jwt({ jwtConfiguration: null }),
      jwt({ jwtConfiguration: { issuer: 'http://x', audiences: ['x'] } }),
      jwt({ jwtConfiguration: { issuer: 'https://x', audiences: [] } }),
      jwt({ identitySources: [] }),
      jwt({ authorizerType: 'TOKEN' }),
    ],
    check: inputs => {
      const { authorizerType, identitySources, jwtConfiguration } = inputs;
      const isWhole = ['jwtConfiguration.issuer', 'jwtConfiguration.audiences', 'identitySources'].every(path =>
        isFilled(inputs, path),
      );
      const isSafe = textsAt(inputs, 'jwtConfiguration.issuer').every(issuer => issuer.startsWith('https://'));
      const isOne = textsAt(inputs, 'identitySources[]').length <= 1;
      return authorizerType === 'JWT' && isWhole && isSafe && isOne
        ? []
        : [JSON.stringify({ authorizerType, identitySources, jwtConfiguration })];
    },
  },
  {
    id: 'integration-payload',
    type: INTEGRATION,
    says: 'a function is called by AWS_PROXY with POST and payload 1.0 or 2.0, anything else with 1.0',
    source: `API Gateway v2 CreateIntegration, ${API}`,
    fine: [{ integrationType: 'AWS_PROXY', payloadFormatVersion: '2.0' }, { integrationType: 'HTTP_PROXY' }],
    broken: [
      { integrationType: 'AWS_PROXY', payloadFormatVersion: '2' },
      { integrationType: 'HTTP_PROXY', payloadFormatVersion: '2.0' },
      { integrationType: 'AWS_PROXY', payloadFormatVersion: '2.0', integrationMethod: 'GET' },
    ],
    check: inputs => {
      const { integrationType, payloadFormatVersion = '1.0', integrationMethod = 'POST' } = inputs;
      const isFunction = integrationType === 'AWS_PROXY';
      const isFine = payloadFormatVersion === '1.0' || (isFunction && payloadFormatVersion === '2.0');
      return isFine && (!isFunction || integrationMethod === 'POST')
        ? []
        : [`${integrationType}, ${integrationMethod}, ${payloadFormatVersion}`];
    },
  },
  matching({
    id: 'route-key',
    type: ROUTE,
    at: 'routeKey',
    says: 'is $default or a method and a path',
    pattern: /^(\$default|(ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/|(\/([\w.~-]+|\{\w+\+?\}))+))$/,
    fine: 'GET /v1/jobs/{id}',
    broken: '/v1/jobs',
    source: 'API Gateway guide, routes for HTTP APIs, 2023-06-29 [H]',
  }),
  {
    id: 'route-target',
    type: ROUTE,
    says: 'target is integrations/ and the id of an integration of this stack',
    source: 'apigatewayv2.RouteArgs of @pulumi/aws 7.48.0 [H]',
    fine: [routed('integrations/i')],
    broken: [routed('i'), routed('integrations/other')],
    check: (inputs, { all }) => {
      const targets = all(INTEGRATION).map(({ id }) => `integrations/${id}`);
      return textsAt(inputs, 'target').filter(target => !targets.includes(target));
    },
  },
  {
    id: 'route-authorizer',
    type: ROUTE,
    says: 'a route that wants a token names the authorizer that reads it, and an open one names none',
    source: `API Gateway v2 CreateRoute, ${API}`,
    fine: [{ authorizationType: 'JWT', authorizerId: 'x' }, { authorizationType: 'AWS_IAM' }],
    broken: [{ authorizationType: 'JWT' }, { authorizationType: 'NONE', authorizerId: 'x' }, { authorizerId: 'x' }],
    check: inputs => {
      const kind = textAt(inputs, 'authorizationType') ?? 'NONE';
      return ['JWT', 'CUSTOM'].includes(kind) === isSet(inputs, 'authorizerId') ? [] : [kind];
    },
  },
  {
    id: 'stage-throttle',
    type: STAGE,
    says: 'a stage is throttled, within 10,000 requests a second and bursts of 5,000',
    source: ACCOUNT,
    fine: [{ defaultRouteSettings: { throttlingRateLimit: 10_000, throttlingBurstLimit: 5000 } }],
    broken: [
      { apiId: 'x' },
      { defaultRouteSettings: { throttlingRateLimit: 100 } },
      { defaultRouteSettings: { throttlingRateLimit: 10_001, throttlingBurstLimit: 5000 } },
      { defaultRouteSettings: { throttlingRateLimit: 100, throttlingBurstLimit: 5001 } },
    ],
    check: inputs => {
      const [rate = 0, burst = 0] = ['Rate', 'Burst'].map(of =>
        numberAt(inputs, `defaultRouteSettings.throttling${of}Limit`),
      );
      return rate > 0 && rate <= 10_000 && burst > 0 && burst <= 5000 ? [] : [`${rate} a second, bursts of ${burst}`];
    },
  },
  {
    id: 'stage-access-log',
    type: STAGE,
    says: 'the format of an access log is one line with $context.requestId or $context.extendedRequestId',
    source: 'API Gateway guide, setting up logging, 2023-06-29 [H]',
    fine: [{ accessLogSettings: { destinationArn: 'arn', format: '{"id":"$context.requestId"}' } }],
    broken: [
      { accessLogSettings: { destinationArn: 'arn', format: '{"path":"$context.path"}' } },
      { accessLogSettings: { destinationArn: 'arn', format: '{\n"id":"$context.requestId"}' } },
    ],
    check: inputs =>
      textsAt(inputs, 'accessLogSettings.format').filter(
        format => format.includes('\n') || !/\$context\.(requestId|extendedRequestId)\b/.test(format),
      ),
  },
];
