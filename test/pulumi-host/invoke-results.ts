/** What data sources answer. */
import { createHash } from 'node:crypto';
import { ACCOUNT } from './kinds/resource-kind.ts';
import type { JsonObject } from './program-record.ts';

type Answer = (args: JsonObject, region: string) => JsonObject;

const ANSWERS: Readonly<Record<string, Answer>> = {
  'aws:index/getCallerIdentity:getCallerIdentity': () => ({
    id: ACCOUNT,
    accountId: ACCOUNT,
    arn: `arn:aws:iam::${ACCOUNT}:user/recorder`,
    userId: 'AIDARECORDER',
  }),
  'aws:index/getRegion:getRegion': (args, region) => {
    const name = args.region ?? region;
    return { id: name, name, region: name, description: `${name}`, endpoint: `ec2.${name}.amazonaws.com` };
  },
  'aws:index/getPartition:getPartition': () => ({
    id: 'aws',
    partition: 'aws',
    dnsSuffix: 'amazonaws.com',
    reverseDnsPrefix: 'com.amazonaws',
  }),
  'aws:ssm/getParameter:getParameter': parameter,
};

/**
 * Nothing in it is a secret: the bridge behind the AWS provider marks none in what data sources return, whatever their
 * documentation says. Source: github.com/pulumi/pulumi-terraform-bridge, pkg/tfbridge/provider.go, Invoke, read
 * 2026-11-23. [M]
 *
 * @param config the program's, for the region
 * @throws Error for a data source that is not in the table
 */
export function invokeResult(token: string, args: JsonObject, config: Readonly<Record<string, string>>): JsonObject {
  const answer = ANSWERS[token];
  if (answer === undefined) {
    throw new Error(`the recording engine has no answer for ${token}: add one to test/pulumi-host/invoke-results.ts`);
  }
  return answer(args, config['aws:config:region'] ?? 'us-east-1');
}

/** The only parameter a program may find is the machine image that the bake left there. */
function parameter({ name }: JsonObject, region: string): JsonObject {
  if (!`${name}`.endsWith('/machine-image')) throw new Error(`the recording engine has no parameter ${name}`);
  const image = `ami-${createHash('sha256').update(`${name}`).digest('hex').slice(0, 17)}`;
  return {
    id: `${name}`,
    name: `${name}`,
    arn: `arn:aws:ssm:${region}:${ACCOUNT}:parameter${name}`,
    region,
    type: 'String',
    version: 1,
    insecureValue: image,
    value: image,
  };
}
