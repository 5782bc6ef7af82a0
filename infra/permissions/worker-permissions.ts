/** What a worker's instance may do: what its boot scripts and the worker call, each on its own fleet's things only. */
import { JOBS_PREFIX } from '../../hub/job/manifest-key.ts';
import { UPLOADS_PREFIX } from '../../hub/job/upload.ts';
import { WEIGHTS_PREFIX } from '../boot/boot-settings.ts';
import { STACK_TAG } from '../config/hub-tags.ts';
import { FLEET_TAG } from '../fleet/fleet-tags.ts';
import type { Statement } from './statement.ts';

export type WorkerResources = {
  readonly stack: string;
  readonly region: string;
  readonly fleetName: string;
  /** Of the queues the fleet serves, and no others. */
  readonly queueArns: readonly string[];
  readonly tableArn: string;
  readonly assetsBucketArn: string;
  readonly repositoryArn: string;
  readonly logGroupArn: string;
  /** A group of the fleet has scale-in protection. */
  readonly isProtecting: boolean;
};

/**
 * The statements of a fleet's instance role.
 *
 * @example workerStatements(resources).map(({ sid }) => sid)   // ['Jobs', 'Records', 'ReadFiles', ...]
 */
export function workerStatements(resources: WorkerResources): readonly Statement[] {
  const { queueArns, tableArn, repositoryArn, logGroupArn } = resources;
  return [
    {
      sid: 'Jobs',
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'],
      resources: queueArns,
    },
    { sid: 'Records', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resources: [tableArn] },
    ...fileStatements(resources),
    groupStatement(resources),
    // It knows no resource (Service Authorization Reference, Amazon ECR, 2026-08 [H]).
    { sid: 'Registry', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
    { sid: 'Image', actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], resources: [repositoryArn] },
    { sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logGroupArn}:*`] },
  ];
}

/** A worker cannot change the weights that all workers load. */
function fileStatements({ assetsBucketArn }: WorkerResources): readonly Statement[] {
  const jobs = `${assetsBucketArn}/${JOBS_PREFIX}*`;
  return [
    {
      sid: 'ReadFiles',
      actions: ['s3:GetObject'],
      resources: [jobs, `${assetsBucketArn}/${UPLOADS_PREFIX}*`, `${assetsBucketArn}/${WEIGHTS_PREFIX}/*`],
    },
    { sid: 'WriteFiles', actions: ['s3:PutObject', 's3:PutObjectTagging'], resources: [jobs] },
    { sid: 'MissFiles', actions: ['s3:ListBucket'], resources: [assetsBucketArn] },
  ];
}

/**
 * A group cannot be named: its template needs the role, which would need the group. Its tags can. The account is left open,
 * because a role can act in its own account only.
 */
function groupStatement({ stack, region, fleetName, isProtecting }: WorkerResources): Statement {
  return {
    sid: 'OwnGroups',
    actions: [
      'autoscaling:CompleteLifecycleAction',
      'autoscaling:RecordLifecycleActionHeartbeat',
      ...(isProtecting ? ['autoscaling:SetInstanceProtection'] : []),
    ],
    resources: [`arn:aws:autoscaling:${region}:*:autoScalingGroup:*:autoScalingGroupName/*`],
    condition: {
      StringEquals: { [`aws:ResourceTag/${STACK_TAG}`]: stack, [`aws:ResourceTag/${FLEET_TAG}`]: fleetName },
    },
  };
}
