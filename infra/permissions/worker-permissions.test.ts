/** Shows that a worker may do what it does, all of it and nothing else, and to its own fleet's things only. */
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { USER_DATA_CALLS } from '../boot/user-data-calls.ts';
import { WORKER_CALLS } from './worker-calls.ts';
import { type WorkerResources, workerStatements } from './worker-permissions.ts';

const RESOURCES: WorkerResources = {
  stack: 'prod',
  region: 'us-east-1',
  fleetName: 'rigging',
  queueArns: ['arn:aws:sqs:us-east-1:123456789012:rigging'],
  tableArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/jobs',
  assetsBucketArn: 'arn:aws:s3:::assets',
  repositoryArn: 'arn:aws:ecr:us-east-1:123456789012:repository/worker',
  logGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:workers',
  isProtecting: true,
};
const granted = (fields: Partial<WorkerResources> = {}) =>
  workerStatements({ ...RESOURCES, ...fields })
    .flatMap(({ actions }) => actions)
    .toSorted();
const statementOf = (action: string) => {
  const found = workerStatements(RESOURCES).filter(({ actions }) => actions.includes(action));
  assert.is(found.length, 1, `${action} should stand once`);
  return found[0]!;
};

check("a worker's permissions", {
  'are what its boot scripts and its own code call, in both directions': () => {
    const calls = new Set([...USER_DATA_CALLS, ...Object.keys(WORKER_CALLS)]);
    assert.equal(granted(), [...calls].toSorted());
  },
  'do not let it protect itself where the plan does not': () => {
    const without = granted().filter(action => action !== 'autoscaling:SetInstanceProtection');
    assert.equal(granted({ isProtecting: false }), without);
  },
  'name every action in full, once, under a name that IAM takes': () => {
    const statements = workerStatements(RESOURCES);
    for (const { sid, actions } of statements) {
      assert.match(sid, /^[A-Za-z0-9]+$/);
      for (const action of actions) assert.match(action, /^[a-z0-9]+:[A-Za-z]+$/);
    }
    assert.is(new Set(statements.map(({ sid }) => sid)).size, statements.length);
    assert.is(new Set(granted()).size, granted().length);
  },
  'have every resource for one action alone, which knows none': () => {
    const open = workerStatements(RESOURCES).filter(({ resources }) => resources.includes('*'));
    assert.equal(
      open.map(({ actions }) => actions),
      [['ecr:GetAuthorizationToken']],
    );
  },
  'reach the queues of its own fleet': () => {
    assert.equal(statementOf('sqs:ReceiveMessage').resources, RESOURCES.queueArns);
  },
  'reach the groups of its own fleet and stack by their tags': () => {
    const { resources, condition } = statementOf('autoscaling:CompleteLifecycleAction');
    assert.equal(condition, {
      StringEquals: { 'aws:ResourceTag/asset-hub:stack': 'prod', 'aws:ResourceTag/asset-hub:fleet': 'rigging' },
    });
    assert.equal(resources, ['arn:aws:autoscaling:us-east-1:*:autoScalingGroup:*:autoScalingGroupName/*']);
  },
  'let it read weights, uploads and jobs, and write jobs only': () => {
    assert.equal(statementOf('s3:GetObject').resources, [
      'arn:aws:s3:::assets/jobs/*',
      'arn:aws:s3:::assets/uploads/*',
      'arn:aws:s3:::assets/weights/*',
    ]);
    assert.equal(statementOf('s3:PutObject').resources, ['arn:aws:s3:::assets/jobs/*']);
  },
});
