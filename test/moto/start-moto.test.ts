import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { createHubOnMoto } from './hub-on-moto.ts';
import { pythonPath } from './python-environment.ts';
import { startMoto } from './start-moto.ts';

const runFile = promisify(execFile);
const startMotoFile = join(import.meta.dirname, 'start-moto.ts');

/** A process of its own that starts moto, says where, and then does `ending`. */
async function endpointFrom(ending: string): Promise<string> {
  const script = `
    const { startMoto } = await import(${JSON.stringify(startMotoFile)});
    process.stdout.write((await startMoto()).endpoint + '\\n', () => { ${ending} });`;
  const run = runFile(process.execPath, ['--input-type=module', '--eval', script]);
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return stdout.trim();
}

async function isListening(endpoint: string): Promise<boolean> {
  return fetch(endpoint).then(
    () => true,
    () => false,
  );
}

/** It ends a moment after what started it. */
async function endsSoon(endpoint: string): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (!(await isListening(endpoint))) return true;
    await sleep(100);
  }
  return false;
}

check('moto', {
  'answers as AWS does, at once': async () => {
    const { clientConfig } = await startMoto();
    const queues = new SQSClient(clientConfig);
    await queues.send(new CreateQueueCommand({ QueueName: 'a-queue' }));
    const { QueueUrls } = await queues.send(new ListQueuesCommand({}));
    assert.equal(
      QueueUrls?.map(url => url.split('/').at(-1)),
      ['a-queue'],
    );
  },
  'counts messages that are visible, delayed and in flight': async () => {
    const queues = new SQSClient((await startMoto()).clientConfig);
    const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName: 'counted' }));
    for (const DelaySeconds of [0, 0, 0, 60, 60]) {
      await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a job', DelaySeconds }));
    }
    await queues.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1, VisibilityTimeout: 60 }));
    const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
    const { Attributes = {} } = await queues.send(asked);
    assert.is(Attributes.ApproximateNumberOfMessages, '2');
    assert.is(Attributes.ApproximateNumberOfMessagesDelayed, '2');
    assert.is(Attributes.ApproximateNumberOfMessagesNotVisible, '1');
  },
  'lets one of several writers win on the same condition, as DynamoDB does': async () => {
    const { table, tableName } = await createHubOnMoto([]);
    const write = (round: number, winner: number) =>
      table.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { jobId: `round-${round}` },
          ConditionExpression: 'attribute_not_exists(winner)',
          UpdateExpression: 'SET winner = :winner',
          ExpressionAttributeValues: { ':winner': winner },
        }),
      );
    // Without care for it, some of these rounds have two winners.
    for (let round = 0; round < 100; round += 1) {
      const writes = await Promise.allSettled([1, 2, 3, 4, 5, 6].map(winner => write(round, winner)));
      assert.is(writes.filter(({ status }) => status === 'fulfilled').length, 1, `round ${round}`);
    }
  },
  'is one for all rows of a file': async () => {
    assert.is((await startMoto()).endpoint, (await startMoto()).endpoint);
  },
  'ends when it is stopped, and the next one knows nothing': async () => {
    const first = await startMoto();
    await first.stop();
    await first.stop();
    assert.not(await isListening(first.endpoint));
    const second = await startMoto();
    const { QueueUrls = [] } = await new SQSClient(second.clientConfig).send(new ListQueuesCommand({}));
    assert.equal(QueueUrls, []);
  },
  'lets its process end, and ends with it': async () => {
    const endpoint = await endpointFrom('');
    assert.match(endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.ok(await endsSoon(endpoint));
  },
  'is not left over by a process that was killed': async () => {
    const endpoint = await endpointFrom("process.kill(process.pid, 'SIGKILL');");
    assert.match(endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.ok(await endsSoon(endpoint));
  },
  'brings the Python packages that other tests use': async () => {
    const script = 'import hcl2, json; print(json.dumps(hcl2.loads(\'source "amazon-ebs" "worker" {}\\n\')))';
    const { stdout } = await runFile(await pythonPath(), ['-c', script]);
    assert.match(stdout, /amazon-ebs/);
  },
});
