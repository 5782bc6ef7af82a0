import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { gatewayEndpointsOf } from './gateway-endpoints.ts';

type Statement = { readonly Action: string; readonly Condition?: unknown };

const statementsOf = (service: string): readonly Statement[] => {
  const found = gatewayEndpointsOf('us-east-1').find(({ serviceName }) => serviceName.endsWith(`.${service}`));
  return JSON.parse(found?.policy ?? 'null').Statement;
};

check('gateway endpoints', {
  'are those that cost nothing, in the region of the hub': () => {
    const endpoints = gatewayEndpointsOf('us-east-1');
    assert.equal(
      endpoints.map(({ serviceName, vpcEndpointType }) => [serviceName, vpcEndpointType]),
      [
        ['com.amazonaws.us-east-1.s3', 'Gateway'],
        ['com.amazonaws.us-east-1.dynamodb', 'Gateway'],
      ],
    );
  },
  'let through without a condition nothing but reading objects': () => {
    const open = [...statementsOf('s3'), ...statementsOf('dynamodb')].filter(
      ({ Condition }) => Condition === undefined,
    );
    assert.equal(
      open.map(({ Action }) => Action),
      ['s3:GetObject'],
    );
  },
  'let through anything else in the account of the caller alone': () => {
    const fenced = [...statementsOf('s3'), ...statementsOf('dynamodb')].filter(({ Condition }) => Condition);
    assert.equal(
      fenced.map(({ Action }) => Action),
      ['s3:*', 'dynamodb:*'],
    );
    // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM fills it in, not JavaScript
    const condition = { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } };
    for (const { Condition } of fenced) assert.equal(Condition, condition);
  },
  'stay under the size AWS allows': () => {
    for (const { policy } of gatewayEndpointsOf('us-east-1')) assert.ok(policy.length < 20_480);
  },
});
