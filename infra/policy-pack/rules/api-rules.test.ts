import { checkRules } from '../../../test/policy-pack/check-rules.ts';
import { API_RULES } from './api-rules.ts';

const STRONG = { minimumLength: 12, requireUppercase: true, requireNumbers: true, requireSymbols: true };

checkRules('rules about the API', API_RULES, {
  'api-access-log': {
    kept: [{ accessLogSettings: { destinationArn: 'arn', format: '{}' } }],
    broken: [{}],
  },
  'api-throttled': {
    kept: [{ defaultRouteSettings: { throttlingRateLimit: 100, throttlingBurstLimit: 200 } }],
    broken: [
      {},
      { defaultRouteSettings: { throttlingRateLimit: 100 } },
      { defaultRouteSettings: { throttlingBurstLimit: 200 } },
    ],
  },
  'api-route-authorizes': {
    kept: [{ authorizationType: 'JWT', authorizerId: 'a' }, { authorizationType: 'AWS_IAM' }],
    broken: [{ routeKey: 'GET /v1/jobs' }, { authorizationType: 'NONE' }],
  },
  'user-pool-strong-passwords': {
    kept: [{ passwordPolicy: STRONG }],
    broken: [
      {},
      { passwordPolicy: { ...STRONG, minimumLength: 7 } },
      { passwordPolicy: { ...STRONG, requireUppercase: false } },
      { passwordPolicy: { ...STRONG, requireNumbers: false } },
      { passwordPolicy: { ...STRONG, requireSymbols: false } },
    ],
  },
  'user-pool-by-invitation': {
    kept: [{ adminCreateUserConfig: { allowAdminCreateUserOnly: true } }],
    broken: [{}, { adminCreateUserConfig: { allowAdminCreateUserOnly: false } }],
  },
  'user-pool-client-code-flow': {
    kept: [{}, { allowedOauthFlows: ['code'], callbackUrls: ['https://hub.example.com/'] }],
    broken: [{ allowedOauthFlows: ['code', 'implicit'] }, { callbackUrls: ['http://hub.example.com/'] }],
  },
});
