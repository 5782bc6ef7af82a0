import * as lambda from '@pulumi/aws/lambda/index.js';
import * as assert from 'uvu/assert';
import { check } from '../../../test/kit/check.ts';
import { checkRules } from '../../../test/policy-pack/check-rules.ts';
import { FUNCTION_RULES, LATEST_RUNTIME } from './function-rules.ts';

const advance = { type: 'aws:lambda/function:Function', name: 'advance' };
const INVOKE_CONFIG = 'aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig';
const invokeConfig = (props: object) => ({
  type: INVOKE_CONFIG,
  name: 'retries',
  props,
  from: { functionName: ['advance'] },
});
const withVariable = (value: string) => ({ environment: { variables: { KEY: value } } });

checkRules('rules about functions', FUNCTION_RULES, {
  'function-latest-runtime': {
    kept: [{ runtime: LATEST_RUNTIME }, { packageType: 'Image' }],
    broken: [{}, { runtime: 'nodejs18.x' }, { runtime: 'python3.13' }],
  },
  'function-no-secrets': {
    kept: [{}, withVariable('https://sqs.us-east-1.amazonaws.com/123456789012/asset-hub-prod-generation-queue')],
    broken: [
      withVariable('AKIAIOSFODNN7EXAMPLE'),
      withVariable('-----BEGIN RSA PRIVATE KEY-----\nMIIE'),
      withVariable('aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
    ],
  },
  'function-failures-kept': {
    kept: [
      [{ ...advance, props: { deadLetterConfig: { targetArn: 'arn' } } }],
      [advance, invokeConfig({ destinationConfig: { onFailure: { destination: 'arn' } } })],
    ],
    broken: [[advance], [advance, invokeConfig({ maximumRetryAttempts: 2 })]],
  },
  'function-not-public': {
    kept: [{ principal: 'events.amazonaws.com' }],
    broken: [{ principal: '*' }],
  },
  'function-called-for-one-source': {
    kept: [{ sourceArn: 'arn' }, { sourceAccount: '123456789012' }],
    broken: [{ principal: 'events.amazonaws.com' }],
  },
  'function-url-authorizes': {
    kept: [{ authorizationType: 'AWS_IAM' }],
    broken: [{ authorizationType: 'NONE' }],
  },
});

check('the latest runtime', {
  'is the latest Node.js that the provider knows': () => {
    const versions = Object.values(lambda.Runtime).flatMap(name => /^nodejs(\d+)\.x$/.exec(name)?.[1] ?? []);
    assert.is(LATEST_RUNTIME, `nodejs${Math.max(...versions.map(Number))}.x`);
  },
});
