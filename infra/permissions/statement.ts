/**
 * What an identity may do, as plain data: each role's statements are built by a pure function of this folder, so that
 * tests can compare them with the calls the code makes.
 */

/** One statement of an identity policy. Actions are full names, `sqs:SendMessage`; a test refuses wildcards. */
export type Statement = {
  /** Letters and digits only. */
  readonly sid: string;
  readonly actions: readonly string[];
  /** ARNs; `*` only for actions that know no resource, with the reason beside it. */
  readonly resources: readonly string[];
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};

/**
 * The JSON of an identity policy.
 *
 * @example policyDocument([{ sid: 'Send', actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:...'] }])
 *   // {"Version":"2012-10-17","Statement":[{"Sid":"Send","Effect":"Allow","Action":["sqs:SendMessage"],...}]}
 */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map(({ sid, actions, resources, condition }) => ({
      Sid: sid,
      Effect: 'Allow',
      Action: actions,
      Resource: resources,
      ...(condition === undefined ? {} : { Condition: condition }),
    })),
  });
}

/** Who may take the role: an AWS service. */
export type ServicePrincipal = 'lambda.amazonaws.com' | 'ec2.amazonaws.com';

/** The JSON of a role's trust policy. */
export function trustDocument(service: ServicePrincipal): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
  });
}
