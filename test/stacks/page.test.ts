/** The deployed half of the submitters' page: who it is, whom it may ask for tokens, and what it is told at its start. */
import * as assert from 'uvu/assert';
import { fileHeadersOf } from '../../infra/page/file-headers.ts';
import { check } from '../kit/check.ts';
import { stackPlan } from '../kit/stack-plan.ts';
import type { ProgramRecord } from '../pulumi-host/program-record.ts';
import { inputAt, jsonAt, single, textAt } from '../pulumi-host/queries.ts';
import { previewedStack, recordedStack } from '../pulumi-host/recorded-stack.ts';

const pool = (record: ProgramRecord) => single(record, { type: 'aws:cognito/userPool:UserPool' });
const client = (record: ProgramRecord) => single(record, { type: 'aws:cognito/userPoolClient:UserPoolClient' });
const assetsOrigin = (record: ProgramRecord): string =>
  `https://${single(record, { name: 'store-assets-bucket' }).state.bucketRegionalDomainName}`;
const prefixOf = (record: ProgramRecord): string =>
  textAt(single(record, { type: 'aws:cognito/userPoolDomain:UserPoolDomain' }), 'domain');

for (const stack of ['dev', 'prod'] as const) {
  const plan = stackPlan(stack);
  const signInOrigin = (record: ProgramRecord) => `https://${prefixOf(record)}.auth.${plan.region}.amazoncognito.com`;

  check(`the page of ${stack}`, {
    'lives at the one address of the hub, and gets its tokens there and nowhere else': async () => {
      const record = await recordedStack(stack);
      const { state } = single(record, { type: 'aws:cloudfront/distribution:Distribution' });
      assert.is(record.stackOutputs.url, `https://${state.domainName}`);
      for (const urls of ['callbackUrls', 'logoutUrls'] as const)
        assert.equal(client(record).inputs[urls], [`${record.stackOutputs.url}/`]);
    },
    'is told who its issuer is, and who it is itself': async () => {
      const record = await recordedStack(stack);
      assert.equal(jsonAt(single(record, { name: 'page-config' }), 'content'), {
        apiUrl: '',
        issuer: `https://${pool(record).state.endpoint}`,
        clientId: client(record).id,
        scope: 'openid',
      });
    },
    'is told so from its own bucket, anew each time': async () => {
      const record = await recordedStack(stack);
      const { inputs } = single(record, { name: 'page-config' });
      assert.is(inputs.bucket, single(record, { name: 'store-page-bucket' }).id);
      assert.equal([inputs.key, inputs.cacheControl], ['config.json', 'no-cache']);
      assert.is(inputs.contentType, fileHeadersOf('config.json').contentType);
    },
    'may ask the issuer and its pages for tokens, send files to the hub’s own bucket, and ask nobody else for anything':
      async () => {
        const record = await recordedStack(stack);
        const headers = single(record, { type: 'aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy' });
        const policy = String(inputAt(headers, 'securityHeadersConfig.contentSecurityPolicy.contentSecurityPolicy'));
        const sources = /connect-src ([^;]*)/.exec(policy)?.[1]?.split(' ');
        const issuerOrigin = `https://cognito-idp.${plan.region}.amazonaws.com`;
        assert.equal(sources, ["'self'", 'blob:', issuerOrigin, signInOrigin(record), assetsOrigin(record)]);
      },
    'may send files to that bucket from its own address, and no other page may': async () => {
      const record = await recordedStack(stack);
      const { inputs } = single(record, { type: 'aws:s3/bucketCorsConfiguration:BucketCorsConfiguration' });
      assert.is(inputs.bucket, single(record, { name: 'store-assets-bucket' }).id);
      const rules = inputs.corsRules as readonly { allowedMethods: unknown; allowedOrigins: unknown }[];
      assert.equal(
        rules.map(({ allowedMethods, allowedOrigins }) => [allowedMethods, allowedOrigins]),
        [[['POST'], [record.stackOutputs.url]]],
      );
    },
    'is the only client of the pool, for which the API takes tokens': async () => {
      const record = await recordedStack(stack);
      assert.is(client(record).inputs.userPoolId, pool(record).id);
      const authorizer = single(record, { type: 'aws:apigatewayv2/authorizer:Authorizer' });
      assert.equal(authorizer.inputs.jwtConfiguration, {
        issuer: `https://${pool(record).state.endpoint}`,
        audiences: [client(record).id],
      });
      assert.equal(record.stackOutputs.userPool, {
        id: pool(record).id,
        clientId: client(record).id,
        issuerUrl: `https://${pool(record).state.endpoint}`,
      });
    },
    'signs in at a host that names its stack and that no other account can have': async () => {
      const record = await recordedStack(stack);
      assert.match(prefixOf(record), new RegExp(`^asset-hub-${stack}-[0-9a-f]{8}$`));
    },
    'can be previewed before there is a pool': async () => {
      const record = await previewedStack(stack);
      assert.is(single(record, { name: 'page-config' }).inputs.key, 'config.json');
    },
  });
}

check('the two stacks', {
  'have sign-in hosts of their own': async () =>
    assert.is.not(prefixOf(await recordedStack('dev')), prefixOf(await recordedStack('prod'))),
});
