/**
 * What EventBridge and Lambda do between the bucket and the functions, on one machine: takes what lies in a queue, one after
 * the other, and calls a function with it. A call that fails leaves its message to come again.
 */
import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Seconds } from '../../hub/units.ts';
import { sleep } from '../environment.ts';

export type PumpParts = {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly call: (event: unknown) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
  /** Ends it after the call that is under way. */
  readonly signal: AbortSignal;
};

/** An emulator answers a long poll only every so often, and a short one costs nothing here. */
const IDLE_SECONDS: Seconds = 0.1;
const TROUBLE_SECONDS: Seconds = 1;
/** A message whose call failed comes again after that. */
const HIDDEN_SECONDS: Seconds = 5;

export async function pump({ sqs, queueUrl, call, onError, signal }: PumpParts): Promise<void> {
  while (!signal.aborted) {
    try {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: 0,
          VisibilityTimeout: HIDDEN_SECONDS,
        }),
      );
      for (const { Body = '', ReceiptHandle } of Messages) {
        await call(JSON.parse(Body));
        await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
      }
      if (Messages.length === 0) await sleep(IDLE_SECONDS, signal);
    } catch (error) {
      if (signal.aborted) return;
      onError(error);
      await sleep(TROUBLE_SECONDS, signal);
    }
  }
}
