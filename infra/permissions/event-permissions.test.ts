/** What each function that events call may do is what its code does: nothing is missing, and nothing is unused. */
import * as assert from 'uvu/assert';
import { callsOf } from '../../test/aws-calls/aws-calls.ts';
import { check } from '../../test/kit/check.ts';
import { advanceStatements, reconcileStatements, scaleStatements, sourceQueueStatements } from './event-permissions.ts';
import { logStatements, lostEventStatements } from './function-permissions.ts';
import type { Statement } from './statement.ts';

const tableArn = 'arn:aws:dynamodb:us-east-1:123456789012:table/jobs';
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const queueArns = ['generation', 'rigging'].map(queueArn);
const laterQueueArns = [queueArn('rigging')];
const assetsBucketArn = 'arn:aws:s3:::assets';
const groupArns = ['arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1f0c:autoScalingGroupName/burst'];

const GRANTED = {
  advance: advanceStatements({ tableArn, laterQueueArns }),
  reconcile: reconcileStatements({ tableArn, queueArns, assetsBucketArn }),
  scale: scaleStatements({ tableArn, queueArns, groupArns }),
} as const;
type Entry = keyof typeof GRANTED;
const ENTRIES = Object.keys(GRANTED) as Entry[];

/** Actions that know no resource (Service Authorization Reference, 2026-08 [H]). */
const ABOUT_EVERYTHING = ['autoscaling:DescribeAutoScalingGroups'];

const actionsOf = (statements: readonly Statement[]) => statements.flatMap(({ actions }) => actions).toSorted();

check('the permissions of a function', {
  ...Object.fromEntries(
    ENTRIES.map(entry => [
      `are the calls of ${entry}`,
      () => assert.equal([...new Set(actionsOf(GRANTED[entry]))], callsOf(entry)),
    ]),
  ),
  'would not do for another function': () => {
    for (const one of ENTRIES) {
      for (const other of ENTRIES) {
        if (one !== other) assert.not.equal([...new Set(actionsOf(GRANTED[one]))], callsOf(other));
      }
    }
  },
  'are each about things that are named': () => {
    for (const { actions, resources } of ENTRIES.flatMap(entry => [...GRANTED[entry]])) {
      assert.ok(resources.length > 0 && actions.every(action => !action.includes('*')));
      const isAllowed = actions.every(action => ABOUT_EVERYTHING.includes(action));
      if (!isAllowed)
        assert.ok(
          resources.every(resource => !resource.includes('*')),
          resources.join(),
        );
    }
  },
});

const of = (entry: Entry, sid: string) => GRANTED[entry].find(statement => statement.sid === sid);

check('the resources of a function', {
  'are the later queues for advance, and whoever scales where somebody does': () => {
    assert.equal(of('advance', 'Messages')?.resources, laterQueueArns);
    const scaleQueueArn = queueArn('hints');
    const statements = advanceStatements({ tableArn, laterQueueArns, scaleQueueArn });
    const resources = (sid: string) => statements.find(statement => statement.sid === sid)?.resources;
    assert.equal(resources('Messages'), [...laterQueueArns, scaleQueueArn]);
    assert.equal(resources('Places'), laterQueueArns);
  },
  'are the table alone for advance in a hub of one queue': () => {
    const statements = advanceStatements({ tableArn, laterQueueArns: [] });
    assert.equal(
      statements.flatMap(({ resources }) => resources),
      [tableArn],
    );
  },
  'are the index of open jobs and the names of what jobs have stored for reconcile': () => {
    assert.equal(of('reconcile', 'OpenJobs')?.resources, [`${tableArn}/index/open`]);
    assert.equal(of('reconcile', 'Results')?.condition, { StringLike: { 's3:prefix': 'jobs/*' } });
  },
  'are the groups that want it for scale': () => assert.equal(of('scale', 'Groups')?.resources, groupArns),
});

/** Not calls of our code. */
check('what Lambda does in the name of a function', {
  'is to take the messages it calls a function for': () => {
    const [statement] = sourceQueueStatements(queueArn('hints'));
    assert.equal(statement?.actions, ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']);
    assert.equal(statement?.resources, [queueArn('hints')]);
  },
  'has other sids than the calls of the code': () => {
    const byLambda = [...logStatements('log'), ...lostEventStatements('lost'), ...sourceQueueStatements('hints')];
    for (const entry of ENTRIES) {
      const statements = [...GRANTED[entry], ...byLambda];
      assert.is(new Set(statements.map(({ sid }) => sid)).size, statements.length);
    }
  },
});
