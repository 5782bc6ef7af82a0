/** The worker's clients of AWS. Invariant: no call waits for an answer for ever; one that was cut off is tried again by the SDK. */
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Seconds } from '../hub/units.ts';

const CONNECT_SECONDS_MAX: Seconds = 5;
/** Silence on a connection. Longer than the longest long poll, which is 20 s (SQS guide, 2023-05-05 [H]). */
const SILENT_SECONDS_MAX: Seconds = 30;

const config = {
  requestHandler: { connectionTimeout: CONNECT_SECONDS_MAX * 1000, socketTimeout: SILENT_SECONDS_MAX * 1000 },
};

export const sqsClient = () => new SQSClient(config);
export const tableClient = () => DynamoDBDocumentClient.from(new DynamoDBClient(config));
/** With the bucket's name in the path, so that an emulator can be asked as well. */
export const s3Client = () => new S3Client({ ...config, forcePathStyle: true });
export const autoScalingClient = () => new AutoScalingClient(config);
