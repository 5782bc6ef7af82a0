/** What each function may do: what its code calls, and where. A test compares the two lists in both directions. */
import { JOB_INDEXES } from '../../hub/job/job-indexes.ts';
import { JOBS_PREFIX } from '../../hub/job/manifest-key.ts';
import { UPLOADS_PREFIX } from '../../hub/job/upload.ts';
import type { ApiEntry } from '../api/routes.ts';
import type { Statement } from './statement.ts';

const onTable = (tableArn: string, ...actions: readonly string[]): Statement => ({
  sid: 'Jobs',
  actions: actions.map(action => `dynamodb:${action}`),
  resources: [tableArn],
});

const sendTo = (...queueArns: readonly string[]): Statement => ({
  sid: 'Messages',
  actions: ['sqs:SendMessage'],
  resources: queueArns,
});

/** What the functions of the API stand on. */
export type ApiResources = {
  readonly tableArn: string;
  /** Of every queue of the plan. */
  readonly queueArns: readonly string[];
  readonly assetsBucketArn: string;
  /** Of the key that signs URLs; absent where the bucket itself delivers. */
  readonly signingKeyParameterArn?: string;
  /** Whoever scales on submits listens there; absent where nobody does. */
  readonly scaleQueueArn?: string;
};

const countIn = (queueArns: readonly string[]): Statement => ({
  sid: 'Depths',
  actions: ['sqs:GetQueueAttributes'],
  resources: queueArns,
});

/** A URL opens no more than its signer may read: the key of CloudFront, or the objects themselves. */
const signing = ({ signingKeyParameterArn, assetsBucketArn }: ApiResources): Statement =>
  signingKeyParameterArn === undefined
    ? { sid: 'Results', actions: ['s3:GetObject'], resources: [`${assetsBucketArn}/${JOBS_PREFIX}*`] }
    : { sid: 'SigningKey', actions: ['ssm:GetParameter'], resources: [signingKeyParameterArn] };

const uploads = ({ assetsBucketArn }: ApiResources): string => `${assetsBucketArn}/${UPLOADS_PREFIX}*`;

/** The statements of each function of the API, by what its code calls. */
export const API_STATEMENTS: Readonly<Record<ApiEntry, (resources: ApiResources) => readonly Statement[]>> = {
  /** Looks for a repetition, admits, looks at the upload, stores the job, sends its message, notes that or withdraws. */
  submit: resources => [
    onTable(resources.tableArn, 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'),
    countIn(resources.queueArns),
    sendTo(...resources.queueArns, ...(resources.scaleQueueArn === undefined ? [] : [resources.scaleQueueArn])),
    { sid: 'Uploads', actions: ['s3:GetObject'], resources: [uploads(resources)] },
    // Otherwise S3 answers 403 for an upload that is not there, as if the role were broken (S3 API, GetObject, 2023-06 [H]).
    { sid: 'MissUploads', actions: ['s3:ListBucket'], resources: [resources.assetsBucketArn] },
  ],
  get: resources => [onTable(resources.tableArn, 'GetItem', 'BatchGetItem'), signing(resources)],
  list: resources => [
    onTable(resources.tableArn, 'BatchGetItem'),
    {
      sid: 'OwnJobs',
      actions: ['dynamodb:Query'],
      resources: [`${resources.tableArn}/index/${JOB_INDEXES.owner.name}`],
    },
    signing(resources),
  ],
  result: resources => [onTable(resources.tableArn, 'GetItem'), signing(resources)],
  cancel: resources => [onTable(resources.tableArn, 'GetItem', 'BatchGetItem', 'UpdateItem')],
  retry: resources => [
    onTable(resources.tableArn, 'GetItem', 'BatchGetItem', 'UpdateItem'),
    countIn(resources.queueArns),
    sendTo(...resources.queueArns),
  ],
  /** Signs a form with its own right to put. */
  upload: resources => [{ sid: 'Uploads', actions: ['s3:PutObject'], resources: [uploads(resources)] }],
  queue: resources => [onTable(resources.tableArn, 'BatchGetItem'), countIn(resources.queueArns)],
  unrouted: () => [],
};

/** What Lambda does in a function's name: it writes the function's log, in streams of the one group. */
export function logStatements(logGroupArn: string): readonly Statement[] {
  return [{ sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logGroupArn}:*`] }];
}

/** What Lambda does in a function's name when it gives an event up: it sends it to the queue of lost events. */
export function lostEventStatements(lostEventsQueueArn: string): readonly Statement[] {
  return [{ sid: 'LostEvents', actions: ['sqs:SendMessage'], resources: [lostEventsQueueArn] }];
}
