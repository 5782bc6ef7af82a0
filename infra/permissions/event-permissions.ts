/**
 * What the functions may do that events and schedules call: what their code calls, and where. A test compares the two lists in
 * both directions.
 */
import { JOB_INDEXES } from '../../hub/job/job-indexes.ts';
import { JOBS_PREFIX } from '../../hub/job/manifest-key.ts';
import type { Statement } from './statement.ts';

const onTable = (tableArn: string, ...actions: readonly string[]): Statement => ({
  sid: 'Jobs',
  actions: actions.map(action => `dynamodb:${action}`),
  resources: [tableArn],
});

/**
 * Advance reads and records a job's progress, and sends it on. No event leads to the first queue, so it may not send there;
 * in a hub of one queue it sends nowhere.
 */
export function advanceStatements({
  tableArn,
  laterQueueArns,
  scaleQueueArn,
}: {
  readonly tableArn: string;
  readonly laterQueueArns: readonly string[];
  /** Absent where no policy scales on submits. */
  readonly scaleQueueArn?: string | undefined;
}): readonly Statement[] {
  const jobs = onTable(tableArn, 'GetItem', 'BatchGetItem', 'UpdateItem');
  if (laterQueueArns.length === 0) return [jobs];
  const sendArns = [...laterQueueArns, ...(scaleQueueArn === undefined ? [] : [scaleQueueArn])];
  return [
    jobs,
    { sid: 'Messages', actions: ['sqs:SendMessage'], resources: sendArns },
    { sid: 'Places', actions: ['sqs:GetQueueAttributes'], resources: laterQueueArns },
  ];
}

/** It knows no resource (Service Authorization Reference, EC2 Auto Scaling, 2026-08 [H]). */
const SEE_GROUPS: Statement = {
  sid: 'SeeGroups',
  actions: ['autoscaling:DescribeAutoScalingGroups'],
  resources: ['*'],
};

/** Reconcile looks after every open job and every queue, and into the bucket for results whose event was lost. */
export function reconcileStatements({
  tableArn,
  queueArns,
  assetsBucketArn,
}: {
  readonly tableArn: string;
  readonly queueArns: readonly string[];
  readonly assetsBucketArn: string;
}): readonly Statement[] {
  return [
    onTable(tableArn, 'GetItem', 'BatchGetItem', 'UpdateItem'),
    { sid: 'OpenJobs', actions: ['dynamodb:Query'], resources: [`${tableArn}/index/${JOB_INDEXES.open.name}`] },
    { sid: 'Messages', actions: ['sqs:GetQueueAttributes', 'sqs:SendMessage'], resources: queueArns },
    {
      sid: 'Results',
      actions: ['s3:ListBucket'],
      resources: [assetsBucketArn],
      condition: { StringLike: { 's3:prefix': `${JOBS_PREFIX}*` } },
    },
    SEE_GROUPS,
  ];
}

/** Scale sees all groups and queues, and changes those whose policies want to be asked at a submit. */
export function scaleStatements({
  tableArn,
  queueArns,
  groupArns,
}: {
  readonly tableArn: string;
  readonly queueArns: readonly string[];
  readonly groupArns: readonly string[];
}): readonly Statement[] {
  return [
    onTable(tableArn, 'GetItem', 'UpdateItem'),
    { sid: 'Backlog', actions: ['sqs:GetQueueAttributes'], resources: queueArns },
    { sid: 'Groups', actions: ['autoscaling:SetDesiredCapacity'], resources: groupArns },
    SEE_GROUPS,
  ];
}

/** What Lambda does in a function's name that is called for messages (Lambda guide, using Lambda with SQS, 2023 [H]). */
export function sourceQueueStatements(queueArn: string): readonly Statement[] {
  const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
  return [{ sid: 'SourceQueue', actions, resources: [queueArn] }];
}
