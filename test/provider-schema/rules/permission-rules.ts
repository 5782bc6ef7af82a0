/** What IAM asks of the documents that say who may do what, wherever they stand. */
import type { Json, JsonObject } from '../../pulumi-host/program-record.ts';
import { type AwsRule, aws, exampleAt } from '../aws-rule.ts';
import { isList, isObject, parsedJson, textsAt } from '../values-at.ts';

const ROLE = aws('iam.Role');
const ROLE_POLICY = aws('iam.RolePolicy');
const GRAMMAR = 'IAM guide, grammar of the policy language, 2023-06-15 [H]';
const QUOTAS = 'IAM quotas, IAM guide, 2023-06-15: letters without white space [H]';

/** `identity`: what a role may do. `resource`: who may do something with a thing. */
type Kind = 'identity' | 'resource';

const DOCUMENTS: readonly { readonly type: string; readonly at: string; readonly kind: Kind }[] = [
  { type: ROLE_POLICY, at: 'policy', kind: 'identity' },
  { type: ROLE, at: 'assumeRolePolicy', kind: 'resource' },
  { type: aws('sqs.QueuePolicy'), at: 'policy', kind: 'resource' },
  { type: aws('sns.TopicPolicy'), at: 'policy', kind: 'resource' },
  { type: aws('s3.BucketPolicy'), at: 'policy', kind: 'resource' },
  { type: 'awsx:ec2:Vpc', at: 'vpcEndpointSpecs[].policy', kind: 'resource' },
];

const ALLOW = { Sid: 'Send', Effect: 'Allow', Action: ['sqs:SendMessage'] };
const WHO = {
  identity: { Resource: ['arn:aws:sqs:us-east-1:1:q'] },
  resource: { Principal: { Service: 'x.amazonaws.com' } },
};
const document = (...statements: readonly JsonObject[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

export const PERMISSION_RULES: readonly AwsRule[] = [
  ...DOCUMENTS.map(
    ({ type, at, kind }): AwsRule => ({
      id: `document-${type.replace(/.*:/, '')}`,
      type,
      says:
        kind === 'identity'
          ? `${at} is JSON of version 2012-10-17; each statement has an effect, actions of a service and resources, and no principal`
          : `${at} is JSON of version 2012-10-17; each statement has an effect, actions of a service and a principal`,
      source: GRAMMAR,
      fine: [exampleAt(at, document({ ...ALLOW, ...WHO[kind] }))],
      broken: [
        exampleAt(at, 'none'),
        exampleAt(at, JSON.stringify({ Statement: [{ ...ALLOW, ...WHO[kind] }] })),
        exampleAt(at, document()),
        exampleAt(at, document(ALLOW)),
        exampleAt(at, document({ ...ALLOW, ...WHO[kind], Effect: 'allow' })),
        exampleAt(at, document({ ...ALLOW, ...WHO[kind], Action: ['SendMessage'] })),
        exampleAt(at, document({ ...ALLOW, ...WHO[kind], Sid: 'send it' })),
        exampleAt(at, document({ ...ALLOW, ...WHO[kind], Conditions: {} })),
      ],
      check: inputs => textsAt(inputs, at).filter(text => !isDocument(parsedJson(text), kind)),
    }),
  ),
  sizeRule('role-policy-size', ROLE_POLICY, 'policy', 10_240),
  sizeRule('role-trust-size', ROLE, 'assumeRolePolicy', 2048),
];

function sizeRule(id: string, type: string, at: string, max: number): AwsRule {
  return {
    id,
    type,
    says: `${at} has at most ${max} letters`,
    source: QUOTAS,
    fine: [exampleAt(at, `{${' '.repeat(max)}}`)],
    broken: [exampleAt(at, `"${'x'.repeat(max)}"`)],
    check: inputs =>
      textsAt(inputs, at)
        .map(text => text.replace(/\s/g, '').length)
        .filter(length => length > max)
        .map(length => `${length} letters`),
  };
}

function isDocument(policy: Json | undefined, kind: Kind): boolean {
  if (!isObject(policy) || policy.Version !== '2012-10-17' || !isList(policy.Statement)) return false;
  return policy.Statement.length > 0 && policy.Statement.every(statement => isStatement(statement, kind));
}

function isStatement(statement: Json, kind: Kind): boolean {
  if (!isObject(statement)) return false;
  const { Sid = '', Effect, Action, Resource, Principal, Condition = {}, ...rest } = statement;
  const isAddressed =
    kind === 'identity' ? Principal === undefined && words(Resource).length > 0 : Principal !== undefined;
  return (
    /^[A-Za-z0-9]*$/.test(`${Sid}`) &&
    (Effect === 'Allow' || Effect === 'Deny') &&
    words(Action).length > 0 &&
    words(Action).every(action => /^(\*|[a-z0-9-]+:[A-Za-z*]+)$/.test(action)) &&
    isAddressed &&
    isObject(Condition) &&
    Object.keys(rest).length === 0
  );
}

/** One text or several. */
function words(value: Json | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : isList(value) ? value.map(String) : [];
}
