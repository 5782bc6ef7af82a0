/** What data sources answer. */

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
  'aws:index/getRegion:getRegion': (args, region) => ({
    id: args.region ?? region,
    name: args.region ?? region,
    region: args.region ?? region,
    description: `the region ${args.region ?? region}`,
    endpoint: `ec2.${args.region ?? region}.amazonaws.com`,
  }),
  'aws:index/getPartition:getPartition': () => ({
    id: 'aws',
    partition: 'aws',
    dnsSuffix: 'amazonaws.com',
    reverseDnsPrefix: 'com.amazonaws',
  }),
};

/**
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
