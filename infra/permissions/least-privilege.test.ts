/** What each function may do is what its code does: nothing is missing, and nothing is unused. */
import * as assert from 'uvu/assert';
import { callsOf } from '../../test/aws-calls/aws-calls.ts';
import { check } from '../../test/kit/check.ts';
import type { ApiEntry } from '../api/routes.ts';
import { API_ENTRIES } from '../api/routes.ts';
import { FUNCTION_ENTRIES, type FunctionEntry } from '../bundle/build-functions.ts';
import { advanceStatements, reconcileStatements, scaleStatements } from './event-permissions.ts';
import { API_STATEMENTS, type ApiResources, logStatements, lostEventStatements } from './function-permissions.ts';
import type { Statement } from './statement.ts';

const tableArn = 'arn:aws:dynamodb:us-east-1:123456789012:table/jobs';
const assetsBucketArn = 'arn:aws:s3:::assets';
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const laterQueueArns = [queueArn('rigging')];
const queueArns = [queueArn('generation'), ...laterQueueArns];
const groupArns = ['arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/burst'];
const signingKeyParameterArn = 'arn:aws:ssm:us-east-1:123456789012:parameter/key';
const scaleQueueArn = queueArn('scale');

/** As deployed behind CloudFront, and with delivery from the bucket itself: the code can do both. */
const API_HUBS: readonly ApiResources[] = [
  { tableArn, queueArns, assetsBucketArn, signingKeyParameterArn, scaleQueueArn },
  { tableArn, queueArns, assetsBucketArn },
];
const ofApi = (entry: ApiEntry): readonly Statement[] => API_HUBS.flatMap(hub => API_STATEMENTS[entry](hub));

const GRANTED: Readonly<Record<FunctionEntry, readonly Statement[]>> = {
  ...(Object.fromEntries(API_ENTRIES.map(entry => [entry, ofApi(entry)])) as Record<ApiEntry, readonly Statement[]>),
  advance: advanceStatements({ tableArn, laterQueueArns, scaleQueueArn }),
  reconcile: reconcileStatements({ tableArn, queueArns, assetsBucketArn }),
  scale: scaleStatements({ tableArn, queueArns, groupArns }),
};

/** Is never called by name: it makes S3 answer 404 for what is not there, or lists it. */
const MISSES = 's3:ListBucket';
/** Knows no resource. */
const SEES_GROUPS = 'autoscaling:DescribeAutoScalingGroups';

/** A sentence for each action that is on one side only, and for each that says more than one thing. */
function faultsOf(statements: readonly Statement[], called: readonly string[]): string[] {
  const granted = [...new Set(statements.flatMap(({ actions }) => actions))].filter(action => action !== MISSES);
  const narrow = statements.filter(({ actions }) => !actions.includes(SEES_GROUPS));
  const resources = narrow
    .flatMap(statement => statement.resources)
    .map(arn => arn.replace(/\/(jobs|uploads)\/\*$/, ''));
  return [
    ...called.filter(action => !granted.includes(action)).map(action => `${action} is missing`),
    ...granted.filter(action => !called.includes(action)).map(action => `${action} is unused`),
    ...[...granted, ...resources].filter(text => text.includes('*')).map(text => `${text} is not one thing`),
    ...statements.filter(statement => statement.resources.length === 0).map(({ sid }) => `${sid} is about nothing`),
  ];
}

check(
  'the permissions of a function',
  Object.fromEntries(
    FUNCTION_ENTRIES.map(entry => [
      `are the calls of ${entry}`,
      () =>
        assert.equal(
          faultsOf(
            GRANTED[entry],
            callsOf(entry).filter(action => action !== MISSES),
          ),
          [],
        ),
    ]),
  ),
);

const reading = (more: Partial<Statement> = {}): Statement[] => [
  { sid: 'Jobs', actions: ['dynamodb:GetItem'], resources: [tableArn], ...more },
];

check('the comparison', {
  'finds nothing where both sides are one': () => assert.equal(faultsOf(reading(), ['dynamodb:GetItem']), []),
  'finds a call without its permission': () =>
    assert.equal(faultsOf(reading(), ['dynamodb:GetItem', 'sqs:SendMessage']), ['sqs:SendMessage is missing']),
  'finds a permission without its call': () =>
    assert.equal(faultsOf(reading({ actions: ['dynamodb:GetItem', 'dynamodb:Scan'] }), ['dynamodb:GetItem']), [
      'dynamodb:Scan is unused',
    ]),
  'takes no wildcard for a permission': () =>
    assert.equal(faultsOf(reading({ actions: ['dynamodb:*'] }), ['dynamodb:GetItem']), [
      'dynamodb:GetItem is missing',
      'dynamodb:* is unused',
      'dynamodb:* is not one thing',
    ]),
  'takes no resource that is more than one': () =>
    assert.equal(faultsOf(reading({ resources: ['*'] }), ['dynamodb:GetItem']), ['* is not one thing']),
  'takes no statement about nothing': () =>
    assert.equal(faultsOf(reading({ resources: [] }), ['dynamodb:GetItem']), ['Jobs is about nothing']),
  'sees when two functions are mixed up': () =>
    assert.equal(faultsOf(GRANTED.cancel, callsOf('advance')), [
      'sqs:GetQueueAttributes is missing',
      'sqs:SendMessage is missing',
    ]),
});

check('the resources of a function', {
  'are no more than it calls on': () => {
    const resources = (entry: FunctionEntry) => [...new Set(GRANTED[entry].flatMap(statement => statement.resources))];
    assert.equal(resources('cancel'), [tableArn]);
    assert.equal(resources('upload'), [`${assetsBucketArn}/uploads/*`]);
    assert.equal(resources('result'), [tableArn, signingKeyParameterArn, `${assetsBucketArn}/jobs/*`]);
    assert.equal(resources('advance'), [tableArn, queueArn('rigging'), scaleQueueArn]);
  },
  'are the table alone for advance in a hub of one queue': () => {
    const statements = advanceStatements({ tableArn, laterQueueArns: [] });
    assert.equal(
      statements.flatMap(statement => statement.resources),
      [tableArn],
    );
  },
});

/** Not calls of our code; Lambda guide, execution role and destinations, 2023 [H]. */
check('what Lambda does in the name of a function', {
  'is to write its log, into the group there is': () => {
    const logGroupArn = 'arn:aws:logs:us-east-1:123456789012:log-group:advance';
    assert.equal(logStatements(logGroupArn), [
      { sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logGroupArn}:*`] },
    ]);
  },
  'is to keep an event it gave up': () => {
    assert.equal(lostEventStatements(queueArn('lost')), [
      { sid: 'LostEvents', actions: ['sqs:SendMessage'], resources: [queueArn('lost')] },
    ]);
  },
  'has other sids than the calls of the code': () => {
    const statements = [...GRANTED.advance, ...logStatements('log'), ...lostEventStatements('lost')];
    assert.is(new Set(statements.map(({ sid }) => sid)).size, statements.length);
  },
});
