/**
 * The AWS actions that an instance needs to boot and to keep its logs, in addition to what the worker itself does.
 * A test derives them from the text of the scripts, so that neither a missing nor an unused one stays unseen.
 */
export const USER_DATA_CALLS = Object.freeze([
  /** `aws ecr get-login-password`; knows no resource (Service Authorization Reference, Amazon ECR). */
  'ecr:GetAuthorizationToken',
  /** `docker pull` reads the manifest ... */
  'ecr:BatchGetImage',
  /** ... and the layers. */
  'ecr:GetDownloadUrlForLayer',
  /** `aws s3 cp`, below WEIGHTS_PREFIX only; HEAD is the same action. */
  's3:GetObject',
  /** On the fleet's own groups. */
  'autoscaling:CompleteLifecycleAction',
  /** docker's awslogs driver (docs.docker.com, awslogs, credentials, read 2026-11 [H]), on the worker's log group. */
  'logs:CreateLogStream',
  'logs:PutLogEvents',
] as const);
