import type { iam } from '@pulumi/aws';
import type { Unwrap } from '@pulumi/pulumi';
import { allowedBy, type PolicyStatement } from '../policy-document.ts';
import { onResource, type Rule } from '../rule.ts';

const ROLE = 'aws:iam/role:Role';

/** Whatever gives an identity its permissions. */
const IDENTITY_POLICIES = [
  'aws:iam/rolePolicy:RolePolicy',
  'aws:iam/policy:Policy',
  'aws:iam/userPolicy:UserPolicy',
  'aws:iam/groupPolicy:GroupPolicy',
  ROLE,
];

type WithPolicies = iam.RolePolicyArgs & Pick<iam.RoleArgs, 'inlinePolicies'>;

const permissionsOf = ({ policy, inlinePolicies = [] }: Unwrap<WithPolicies>): readonly PolicyStatement[] =>
  [policy, ...inlinePolicies.map(inline => inline.policy)].flatMap(allowedBy);

/** Actions that know no resource (Service Authorization Reference, Amazon ECR, 2026-08 [H]). */
const WITHOUT_RESOURCE = new Set(['ecr:GetAuthorizationToken', 'autoscaling:DescribeAutoScalingGroups']);

/**
 * What makes one identity another, or gives a program to somebody else's. Nothing that runs here needs any of it.
 *
 * Source: PRIVILEGE_ESCALATION_METHODS of cloudsplaining 0.9.1, which Checkov asks; those that begin with `iam:PassRole` are
 * in the first line [H].
 */
const ESCALATIONS: readonly RegExp[] = [
  /^(iam|sts|sso|organizations|cloudformation):/i,
  /^lambda:(UpdateFunction|CreateFunction|AddPermission)/i,
  /^ec2:(RunInstances|RequestSpot|CreateLaunchTemplate|ModifyLaunchTemplate|ModifyInstanceAttribute)/i,
  /^ec2-instance-connect:/i,
  /^ssm:(SendCommand|StartSession|StartAutomationExecution)/i,
  /^(ecs:(ExecuteCommand|RunTask|RegisterTaskDefinition)|codebuild:|glue:|sagemaker:|datapipeline:)/i,
];

const MANAGED_BY_AWS = /^arn:aws[\w-]*:iam::aws:policy\//;

export const PERMISSION_RULES: readonly Rule[] = Object.freeze([
  onResource<WithPolicies>({
    name: 'iam-named-actions',
    ids: ['CKV_AWS_62', 'CKV_AWS_63', 'AwsSolutions-IAM5'],
    types: IDENTITY_POLICIES,
    says: 'permissions name their actions',
    remedy: 'Write out each action that is called, and no other.',
    isBroken: inputs => permissionsOf(inputs).some(({ actions }) => actions.some(action => action.includes('*'))),
  }),
  onResource<WithPolicies>({
    name: 'iam-named-resources',
    ids: ['CKV_AWS_355', 'CKV_AWS_287', 'CKV_AWS_288', 'CKV_AWS_289', 'CKV_AWS_290', 'AwsSolutions-IAM5'],
    types: IDENTITY_POLICIES,
    says: 'permissions name their resources wherever the action knows any',
    remedy: 'Write the ARN; a * may only stand behind the name of a resource of this stack.',
    isBroken: inputs =>
      permissionsOf(inputs).some(
        ({ actions, resources }) => resources.includes('*') && !actions.every(action => WITHOUT_RESOURCE.has(action)),
      ),
  }),
  onResource<WithPolicies>({
    name: 'iam-no-escalation',
    ids: ['CKV_AWS_286'],
    types: IDENTITY_POLICIES,
    says: 'no identity may give itself more permissions, or its code to another',
    remedy: 'Leave that to the deploy: what runs in the hub makes no identities, functions or instances.',
    isBroken: inputs =>
      permissionsOf(inputs).some(({ actions }) =>
        actions.some(action => ESCALATIONS.some(escalation => escalation.test(action))),
      ),
  }),
  onResource<iam.RoleArgs & iam.RolePolicyAttachmentArgs>({
    name: 'iam-own-policies',
    ids: ['AwsSolutions-IAM4'],
    types: [ROLE, 'aws:iam/rolePolicyAttachment:RolePolicyAttachment'],
    says: 'identities have policies of their own',
    remedy: 'Write the statements that are needed: policies of AWS allow more, and change without a deploy.',
    isBroken: ({ policyArn, managedPolicyArns = [] }) =>
      [policyArn, ...managedPolicyArns].some(arn => MANAGED_BY_AWS.test(arn ?? '')),
  }),
  onResource<iam.RoleArgs>({
    name: 'iam-role-for-a-service',
    ids: ['CKV_AWS_60', 'CKV_AWS_61'],
    types: [ROLE],
    says: 'a role can be taken by one kind of service and by no person',
    remedy: 'Name the service in the Principal of assumeRolePolicy.',
    isBroken: ({ assumeRolePolicy }) =>
      allowedBy(assumeRolePolicy).some(({ principals }) => principals.some(one => !/^Service:[\w-]+\./.test(one))),
  }),
]);
