import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export type Emulator = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

export type AwsClients = ReturnType<typeof awsClients>;

export const awsClients = (emulator: Emulator) => ({
  table: DynamoDBDocumentClient.from(new DynamoDBClient(emulator), {
    marshallOptions: { removeUndefinedValues: true },
  }),
  sqs: new SQSClient(emulator),
  s3: new S3Client({ ...emulator, forcePathStyle: true }),
  ssm: new SSMClient(emulator),
});
