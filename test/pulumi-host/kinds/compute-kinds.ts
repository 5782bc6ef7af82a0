/** Functions, instances and what they may do. */
import type { JsonObject } from '../program-record.ts';
import {
  ACCOUNT,
  arn,
  byName,
  fromInput,
  globalArn,
  type Made,
  named,
  prefixed,
  type ResourceKind,
  unnamed,
  uuid,
} from './resource-kind.ts';

export const COMPUTE_KINDS: Readonly<Record<string, ResourceKind>> = {
  'aws:lambda/function:Function': named(functionOutputs),
  'aws:lambda/permission:Permission': {
    nameProperty: 'statementId',
    idOf: byName,
    outputsOf: () => ({}),
  },
  'aws:ec2/launchTemplate:LaunchTemplate': named(
    made => ({ arn: arn('ec2', made, `launch-template/${made.id}`), latestVersion: 1, defaultVersion: 1 }),
    prefixed('lt'),
  ),
  'aws:ec2/securityGroup:SecurityGroup': named(
    made => ({ arn: arn('ec2', made, `security-group/${made.id}`), ownerId: ACCOUNT }),
    prefixed('sg'),
  ),
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup': unnamed(prefixed('sg'), made => ({
    arn: arn('ec2', made, `security-group/${made.id}`),
    name: 'default',
  })),
  'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule': unnamed(prefixed('sgr'), made => ({
    arn: arn('ec2', made, `security-group-rule/${made.id}`),
    securityGroupRuleId: made.id,
  })),
  'aws:autoscaling/group:Group': named(made => ({
    arn: arn('autoscaling', made, `autoScalingGroup:${uuid(made)}:autoScalingGroupName/${made.name}`),
  })),
  'aws:autoscaling/policy:Policy': named(made => ({
    arn: arn(
      'autoscaling',
      made,
      `scalingPolicy:${uuid(made)}:autoScalingGroupName/${made.inputs.autoscalingGroupName}:policyName/${made.name}`,
    ),
  })),
  'aws:autoscaling/lifecycleHook:LifecycleHook': named(),
  'aws:autoscaling/schedule:Schedule': unnamed(fromInput('scheduledActionName')),
  'aws:iam/role:Role': named(({ name, hash }) => ({
    arn: globalArn('iam', `role/${name}`),
    uniqueId: `AROA${hash.slice(0, 17).toUpperCase()}`,
  })),
  'aws:iam/rolePolicy:RolePolicy': named(undefined, made => `${made.inputs.role}:${made.name}`),
  'aws:iam/instanceProfile:InstanceProfile': named(({ name, hash }) => ({
    arn: globalArn('iam', `instance-profile/${name}`),
    uniqueId: `AIPA${hash.slice(0, 17).toUpperCase()}`,
  })),
};

function functionOutputs(made: Made): JsonObject {
  const own = arn('lambda', made, `function:${made.name}`);
  return {
    arn: own,
    invokeArn: `arn:aws:apigateway:${made.region}:lambda:path/2015-03-31/functions/${own}/invocations`,
    qualifiedArn: `${own}:$LATEST`,
    version: '$LATEST',
  };
}
