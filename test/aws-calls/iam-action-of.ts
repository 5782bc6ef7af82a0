/** Packages whose commands are named like the actions of the service. */
const SERVICES: Readonly<Record<string, string>> = {
  '@aws-sdk/client-dynamodb': 'dynamodb',
  '@aws-sdk/client-sqs': 'sqs',
  '@aws-sdk/client-ssm': 'ssm',
  '@aws-sdk/client-auto-scaling': 'autoscaling',
};

/**
 * Commands whose permission has another name. The document client's are the plain ones on values of JavaScript; a batch is
 * allowed by the permission for one (SQS developer guide, API permissions, 2023 [H]).
 */
const OTHERWISE: Readonly<Record<string, string>> = {
  '@aws-sdk/lib-dynamodb GetCommand': 'dynamodb:GetItem',
  '@aws-sdk/lib-dynamodb PutCommand': 'dynamodb:PutItem',
  '@aws-sdk/lib-dynamodb UpdateCommand': 'dynamodb:UpdateItem',
  '@aws-sdk/lib-dynamodb DeleteCommand': 'dynamodb:DeleteItem',
  '@aws-sdk/lib-dynamodb QueryCommand': 'dynamodb:Query',
  '@aws-sdk/lib-dynamodb ScanCommand': 'dynamodb:Scan',
  '@aws-sdk/lib-dynamodb BatchGetCommand': 'dynamodb:BatchGetItem',
  '@aws-sdk/lib-dynamodb BatchWriteCommand': 'dynamodb:BatchWriteItem',
  '@aws-sdk/client-s3 GetObjectCommand': 's3:GetObject',
  '@aws-sdk/client-sqs SendMessageBatchCommand': 'sqs:SendMessage',
  '@aws-sdk/client-sqs DeleteMessageBatchCommand': 'sqs:DeleteMessage',
  '@aws-sdk/client-sqs ChangeMessageVisibilityBatchCommand': 'sqs:ChangeMessageVisibility',
  // S3 guide, required permissions for API operations, 2023 [H].
  '@aws-sdk/client-s3 ListObjectsV2Command': 's3:ListBucket',
};

/** Transactions and statements need the permissions of what is in them, which the command's name does not say. */
const UNKNOWABLE = /^(Transact|Execute|BatchExecute)/;

/**
 * The IAM action that allows a command of the AWS SDK.
 *
 * @throws Error for a command or package whose action is not known here: add it, with its source
 * @example iamActionOf('@aws-sdk/lib-dynamodb', 'PutCommand')   // 'dynamodb:PutItem'
 */
export function iamActionOf(packageName: string, command: string): string {
  const otherwise = OTHERWISE[`${packageName} ${command}`];
  if (otherwise !== undefined) return otherwise;
  const service = SERVICES[packageName];
  if (service === undefined || UNKNOWABLE.test(command)) {
    throw new Error(
      `no IAM action is known for ${command} of ${packageName}: add it to test/aws-calls/iam-action-of.ts`,
    );
  }
  return `${service}:${command.replace(/Command$/, '')}`;
}
