/**
 * What CloudFront does for a signed URL, on one machine: it checks the signature of the canned policy and passes the object
 * on. (CloudFront guide, "Creating a signed URL using a canned policy", 2023-06 [H].)
 */
import { type KeyObject, verify } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';

export type AssetServer = {
  readonly baseUrl: string;
  readonly keyPairId: string;
  readonly publicKey: KeyObject;
  readonly s3: S3Client;
  readonly bucket: string;
};

/** In base64, these letters would mean something in a query. */
const fromQuery = (text: string): Buffer =>
  Buffer.from(text.replaceAll('-', '+').replaceAll('_', '=').replaceAll('~', '/'), 'base64');

/** @param url path and query of the request */
export function isSigned(url: string, { baseUrl, keyPairId, publicKey }: AssetServer, nowSeconds: number): boolean {
  const { pathname, searchParams } = new URL(url, baseUrl);
  const expires = Number(searchParams.get('Expires'));
  if (searchParams.get('Key-Pair-Id') !== keyPairId || !(expires > nowSeconds)) return false;
  const resource = `${baseUrl}${pathname}`;
  const policy = `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${expires}}}}]}`;
  return verify('RSA-SHA1', Buffer.from(policy), publicKey, fromQuery(searchParams.get('Signature') ?? ''));
}

export async function serveAsset(
  url: string,
  response: ServerResponse,
  server: AssetServer,
  nowSeconds: number,
): Promise<void> {
  if (!isSigned(url, server, nowSeconds)) {
    response.writeHead(403, { 'content-type': 'text/plain' }).end('this URL is not signed, or has expired\n');
    return;
  }
  const Key = decodeURIComponent(new URL(url, server.baseUrl).pathname.slice(1));
  try {
    const { Body, ContentType, ContentLength } = await server.s3.send(
      new GetObjectCommand({ Bucket: server.bucket, Key }),
    );
    response.writeHead(200, {
      'content-type': ContentType ?? 'application/octet-stream',
      ...(ContentLength === undefined ? {} : { 'content-length': ContentLength }),
    });
    (Body as Readable).pipe(response);
  } catch (error) {
    if ((error as Error).name !== 'NoSuchKey') throw error;
    response.writeHead(404, { 'content-type': 'text/plain' }).end('there is no such file\n');
  }
}
