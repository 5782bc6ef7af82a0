import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CALL_LIMITS } from './call-limits.ts';

/** The job table, as the calls of this folder need it. */
export type TableConnection = {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
};

/** Region, credentials and endpoint come from the environment, as everywhere in the SDK. */
export function connectTable(tableName: string): TableConnection {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(CALL_LIMITS), {
    // An absent seed is an absent attribute.
    marshallOptions: { removeUndefinedValues: true },
  });
  return { client, tableName };
}
