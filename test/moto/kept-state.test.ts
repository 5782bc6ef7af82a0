/** What an emulator that was killed leaves for the next one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as assert from 'uvu/assert';
import { createJobTable } from '../../local/aws/create-job-table.ts';
import { check } from '../kit/check.ts';
import { type Moto, startOwnMoto } from './start-moto.ts';

const folder = mkdtempSync(join(tmpdir(), 'asset-hub-kept-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const keepIn = join(folder, 'state.sqlite');

async function open(moto: Moto) {
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(moto.clientConfig));
  const s3 = new S3Client({ ...moto.clientConfig, forcePathStyle: true });
  await createJobTable(table, 'jobs');
  await s3.send(new CreateBucketCommand({ Bucket: 'assets' }));
  const put = (Key: string, Body: string, more = {}) =>
    s3.send(new PutObjectCommand({ Bucket: 'assets', Key, Body, ...more }));
  return { table, s3, put };
}

/** An emulator keeps no process from ending, not even one that waits for its end. */
async function killed({ processId, ended }: Moto): Promise<void> {
  const hold = setInterval(() => {}, 1000);
  process.kill(processId, 'SIGKILL');
  await ended;
  clearInterval(hold);
}

const item = (jobId: string, more = {}) => ({
  TableName: 'jobs',
  Item: { jobId, ownerId: 'ada', createdAt: '1', ...more },
});

check('an emulator that keeps its state', {
  'has items and objects as they were, after it was killed': async () => {
    const first = await startOwnMoto({ keepIn });
    const { table, s3, put } = await open(first);
    await table.send(new PutCommand(item('one', { place: { aheadCount: 3 }, openShard: 'a' })));
    await table.send(new PutCommand(item('two')));
    await table.send(new PutCommand(item('three')));
    await table.send(
      new UpdateCommand({
        TableName: 'jobs',
        Key: { jobId: 'one' },
        UpdateExpression: 'SET place.aheadCount = :count REMOVE openShard',
        ExpressionAttributeValues: { ':count': 2 },
      }),
    );
    await table.send(new DeleteCommand({ TableName: 'jobs', Key: { jobId: 'two' } }));
    const refused = new PutCommand({
      ...item('three', { spoiled: true }),
      ConditionExpression: 'attribute_not_exists(jobId)',
    });
    await table.send(refused).catch(() => {});
    await put('jobs/one/preview.png', 'once');
    await put('jobs/one/preview.png', 'twice', { ContentType: 'image/png', Tagging: 'checkpoint=true' });
    await put('jobs/two/gone', 'gone');
    await s3.send(new DeleteObjectCommand({ Bucket: 'assets', Key: 'jobs/two/gone' }));
    await killed(first);

    const port = Number(new URL(first.endpoint).port);
    const second = await startOwnMoto({ keepIn, port });
    assert.is(second.endpoint, first.endpoint);
    const again = await open(second);
    const { Items = [] } = await again.table.send(new ScanCommand({ TableName: 'jobs' }));
    assert.equal(
      Items.toSorted((one, other) => (String(one.jobId) < String(other.jobId) ? -1 : 1)),
      [
        { jobId: 'one', ownerId: 'ada', createdAt: '1', place: { aheadCount: 2 } },
        { jobId: 'three', ownerId: 'ada', createdAt: '1' },
      ],
    );
    const place = { Bucket: 'assets', Key: 'jobs/one/preview.png' };
    const object = await again.s3.send(new GetObjectCommand(place));
    assert.equal([object.ContentType, await object.Body?.transformToString()], ['image/png', 'twice']);
    const { TagSet } = await again.s3.send(new GetObjectTaggingCommand(place));
    assert.equal(TagSet, [{ Key: 'checkpoint', Value: 'true' }]);
    const gone = await again.s3
      .send(new GetObjectCommand({ ...place, Key: 'jobs/two/gone' }))
      .catch(error => error.name);
    assert.is(gone, 'NoSuchKey');
    await second.stop();
  },
  'lets one server at a time have the file': async () => {
    const first = await startOwnMoto({ keepIn });
    const said = await startOwnMoto({ keepIn }).catch(({ message }: Error) => message);
    assert.match(String(said), /exit code 3 .*\n.*state\.sqlite is in use/);
    await first.stop();
  },
});
