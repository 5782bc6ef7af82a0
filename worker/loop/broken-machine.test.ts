/** What a worker makes of a machine or an account that does not let it work: the job goes to another, and the log says why. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { makeFile, openWorkerBench, type WorkerBench } from '../../test/worker/worker-bench.ts';
import { assetStoreIn } from '../assets/asset-store.ts';
import type { HandlePorts } from './handle-message.ts';

/** Works once, and shows that the job is free and its message there again. @returns what an operator reads */
async function workInVain(bench: WorkerBench, ports: Partial<HandlePorts> = {}): Promise<string> {
  const { jobId } = await bench.submit();
  const lines: string[] = [];
  const log: HandlePorts['log'] = (level, message, { error } = {}) => lines.push(`${level} ${message}: ${error}`);
  const outcome = await bench.workOnce({ ...ports, log });
  assert.is(outcome?.kind, 'transient');
  const { lease, status, failure } = await bench.jobOf(jobId);
  assert.equal([lease, status, failure], [undefined, 'running', undefined]);
  assert.is(await bench.visibleCount(), 1);
  return lines.join('\n');
}

/** An S3 that allows nothing: moto knows no rights unless it is told to, and then of every service. */
async function deniedS3(): Promise<S3Client> {
  const server = createServer((_request, response) => {
    const body = '<Error><Code>AccessDenied</Code><Message>not authorized to perform: s3:PutObject</Message></Error>';
    response.writeHead(403, { 'content-type': 'application/xml' }).end(body);
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  server.unref();
  return new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    forcePathStyle: true,
  });
}

check('a job on a machine', {
  'whose disk is full is another worker’s': async () => {
    // Linux has a file that is always full.
    const bench = await openWorkerBench({}, (stage, run) => {
      writeFileSync('/dev/full', stage);
      return makeFile(stage, run, 1);
    });
    assert.match(await workInVain(bench), /warn message transient: Error: ENOSPC: no space left on device/);
  },
  'whose role may not store is another worker’s': async () => {
    const bench = await openWorkerBench();
    const assets = assetStoreIn(await deniedS3(), bench.bucket);
    assert.match(
      await workInVain(bench, { assets, hasCheckpoints: false }),
      /warn message transient: AccessDenied: not authorized to perform: s3:PutObject/,
    );
  },
});
