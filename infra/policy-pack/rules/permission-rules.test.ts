import { checkRules } from '../../../test/policy-pack/check-rules.ts';
import { allow, policyJson } from '../../../test/policy-pack/policy-json.ts';
import { PERMISSION_RULES } from './permission-rules.ts';

const QUEUE_ARN = 'arn:aws:sqs:us-east-1:123456789012:generation';

const may = (actions: string | readonly string[], resources: string | readonly string[] = QUEUE_ARN) => ({
  policy: policyJson({ Effect: 'Allow', Action: actions, Resource: resources }),
});
/** The same in a role. */
const inRole = ({ policy }: { readonly policy: string }) => ({ inlinePolicies: [{ name: 'inline', policy }] });
const trusts = (principal: unknown) => ({ assumeRolePolicy: policyJson(allow(principal)) });

checkRules('rules about permissions', PERMISSION_RULES, {
  'iam-named-actions': {
    kept: [{}, may('sqs:SendMessage'), inRole(may(['sqs:SendMessage', 'sqs:ReceiveMessage']))],
    broken: [
      may('*'),
      may('sqs:*'),
      may(['sqs:SendMessage', 'sqs:Get*']),
      inRole(may('*')),
      { policy: policyJson({ Effect: 'Allow', NotAction: 'iam:*', Resource: QUEUE_ARN }) },
      { policy: JSON.parse(may('*').policy) },
    ],
  },
  'iam-named-resources': {
    kept: [
      may('sqs:SendMessage'),
      may('logs:PutLogEvents', 'arn:aws:logs:us-east-1:123456789012:log-group:worker:*'),
      may('ecr:GetAuthorizationToken', '*'),
      { policy: policyJson({ Effect: 'Deny', Action: 's3:GetObject', Resource: '*' }) },
    ],
    broken: [
      may('s3:GetObject', '*'),
      may(['ecr:GetAuthorizationToken', 'ecr:BatchGetImage'], '*'),
      may('sqs:SendMessage', [QUEUE_ARN, '*']),
      { policy: policyJson({ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::secrets/*' }) },
    ],
  },
  'iam-no-escalation': {
    kept: [may(['sqs:SendMessage', 'autoscaling:CompleteLifecycleAction'])],
    broken: [
      may('iam:PassRole'),
      may('sts:AssumeRole'),
      may('lambda:UpdateFunctionCode'),
      may('LAMBDA:updatefunctioncode'),
      may('ec2:RunInstances'),
      may(['sqs:SendMessage', 'ssm:SendCommand']),
      inRole(may('iam:PutRolePolicy')),
    ],
  },
  'iam-own-policies': {
    kept: [{}, { policyArn: 'arn:aws:iam::123456789012:policy/worker' }],
    broken: [
      { policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      { policyArn: 'arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' },
      { managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
    ],
  },
  'iam-role-for-a-service': {
    kept: [trusts({ Service: 'lambda.amazonaws.com' }), trusts({ Service: ['ec2.amazonaws.com'] })],
    broken: [
      trusts('*'),
      trusts({ Service: '*' }),
      trusts({ AWS: 'arn:aws:iam::123456789012:root' }),
      trusts({ Service: 'lambda.amazonaws.com', AWS: '123456789012' }),
    ],
  },
});
