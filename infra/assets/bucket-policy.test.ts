import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { bucketPolicy } from './bucket-policy.ts';

const BUCKET = 'arn:aws:s3:::assets';
const DISTRIBUTION = 'arn:aws:cloudfront::123456789012:distribution/E1';

type Statement = {
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: string;
  readonly Resource: string | readonly string[];
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

const statementsOf = (policy: string): readonly Statement[] => JSON.parse(policy).Statement;

check('a bucket policy', {
  'refuses everybody and everything without TLS, at the bucket and in it': () => {
    const [statement, ...others] = statementsOf(bucketPolicy(BUCKET));
    assert.equal(others, []);
    assert.equal([statement!.Effect, statement!.Principal, statement!.Action], ['Deny', '*', 's3:*']);
    assert.equal(statement!.Resource, [BUCKET, `${BUCKET}/*`]);
    assert.equal(statement!.Condition, { Bool: { 'aws:SecureTransport': 'false' } });
  },
  'allows one distribution to read under one prefix, and nothing more': () => {
    const statements = statementsOf(bucketPolicy(BUCKET, { distributionArn: DISTRIBUTION, prefix: 'jobs/' }));
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    assert.is(statements.length, 2);
    assert.is(allowed.length, 1);
    assert.equal(allowed[0]!.Principal, { Service: 'cloudfront.amazonaws.com' });
    assert.equal([allowed[0]!.Action, allowed[0]!.Resource], ['s3:GetObject', `${BUCKET}/jobs/*`]);
    assert.equal(allowed[0]!.Condition, { StringEquals: { 'AWS:SourceArn': DISTRIBUTION } });
  },
});
