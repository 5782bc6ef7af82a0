import type { Emulator } from './aws-clients.ts';

/** EventBridge speaks plain JSON: two calls do not need a client of their own. An emulator reads the service from the signature. */
export async function callEvents(emulator: Emulator, action: string, input: unknown): Promise<void> {
  const { endpoint, credentials, region } = emulator;
  const scope = `${credentials.accessKeyId}/20260101/${region}/events/aws4_request`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSEvents.${action}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  });
  if (!response.ok)
    throw new Error(`the emulator answered ${action} with ${response.status}: ${await response.text()}`);
}
