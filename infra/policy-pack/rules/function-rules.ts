import type { lambda } from '@pulumi/aws';
import { holdsSecret } from '../holds-secret.ts';
import { linkedTo } from '../linked-resources.ts';
import { acrossStack, onResource, type Rule } from '../rule.ts';

const FUNCTION = 'aws:lambda/function:Function';
const PERMISSION = 'aws:lambda/permission:Permission';
const INVOKE_CONFIG = 'aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig';

/** The newest Node.js that Lambda has; a test compares it with the provider's own list. */
export const LATEST_RUNTIME = 'nodejs24.x';

export const FUNCTION_RULES: readonly Rule[] = Object.freeze([
  onResource<lambda.FunctionArgs>({
    name: 'function-latest-runtime',
    ids: ['CKV_AWS_363', 'AwsSolutions-L1'],
    types: [FUNCTION],
    says: 'functions run on the latest Node.js',
    remedy: `Set runtime to ${LATEST_RUNTIME}.`,
    isBroken: ({ runtime, packageType }) => packageType !== 'Image' && runtime !== LATEST_RUNTIME,
  }),
  onResource<lambda.FunctionArgs>({
    name: 'function-no-secrets',
    ids: ['CKV_AWS_45'],
    types: [FUNCTION],
    says: 'no credentials stand in the environment of a function',
    remedy: 'Keep them in Parameter Store as a SecureString, and give the function its name.',
    isBroken: ({ environment }) => Object.values(environment?.variables ?? {}).some(holdsSecret),
  }),
  acrossStack<lambda.FunctionArgs>({
    name: 'function-failures-kept',
    ids: ['CKV_AWS_116'],
    type: FUNCTION,
    says: 'events that a function could not handle are kept',
    remedy: 'Give it a FunctionEventInvokeConfig with a destinationConfig.onFailure.',
    isBroken: (lambdaFunction, stack) =>
      !linkedTo<lambda.FunctionEventInvokeConfigArgs>(lambdaFunction, INVOKE_CONFIG, 'functionName', stack).some(
        ({ props }) => props.destinationConfig?.onFailure !== undefined,
      ) && lambdaFunction.props.deadLetterConfig === undefined,
  }),
  onResource<lambda.PermissionArgs>({
    name: 'function-not-public',
    ids: ['CKV_AWS_301'],
    types: [PERMISSION],
    says: 'nobody may call a function without being named',
    remedy: 'Set principal to the one service that calls it.',
    isBroken: ({ principal }) => principal === '*',
  }),
  onResource<lambda.PermissionArgs>({
    name: 'function-called-for-one-source',
    ids: ['CKV_AWS_364'],
    types: [PERMISSION],
    says: 'a service may call a function for one source only',
    remedy: 'Set sourceArn to the route or the rule: without it the service would call it for any account.',
    isBroken: ({ sourceArn, sourceAccount }) => sourceArn === undefined && sourceAccount === undefined,
  }),
  onResource<lambda.FunctionUrlArgs>({
    name: 'function-url-authorizes',
    ids: ['CKV_AWS_258'],
    types: ['aws:lambda/functionUrl:FunctionUrl'],
    says: 'the URL of a function asks who is there',
    remedy: 'Set authorizationType to AWS_IAM, or go through the API.',
    isBroken: ({ authorizationType }) => authorizationType === 'NONE',
  }),
]);
