/**
 * Puts a folder of weights where instances load them from. Invariant: a release that has a manifest is never changed, because
 * instances that boot meanwhile would meet old sums and new bytes; and the manifest comes last.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { HubError } from '../../hub/errors.ts';
import { sha256Of } from './sha256-of.ts';
import { type UploadOptions, upload } from './upload.ts';
import { MANIFEST_NAME, parseManifest } from './weights-manifest.ts';
import type { WeightsUrl } from './weights-url.ts';

export type StagePorts = Pick<UploadOptions, 'partBytes' | 'parallelCount'> & {
  readonly onBytes?: (place: string, haveBytes: number, allBytes: number) => void;
};

/** @returns how many files were put; those that an interrupted attempt has put are not put again */
export async function stageToBucket(
  client: S3Client,
  folder: string,
  { bucket, prefix }: WeightsUrl,
  { onBytes, ...options }: StagePorts = {},
): Promise<number> {
  const manifest = await readFile(join(folder, MANIFEST_NAME), 'utf8');
  const files = parseManifest(manifest, join(folder, MANIFEST_NAME));
  const keyOf = (path: string) => ({ Bucket: bucket, Key: `${prefix}/${path}` });
  const staged = await textOf(client, keyOf(MANIFEST_NAME));
  if (staged === manifest) return 0;
  if (staged !== undefined) {
    throw new HubError('MODEL_FILE', `s3://${bucket}/${prefix} is a release with other weights`, {
      hint: 'choose a new number for images.weightsRelease in the stack file: a release is never changed',
    });
  }
  let putCount = 0;
  for (const { path, sha256 } of files) {
    if ((await sumOf(client, keyOf(path))) === sha256) continue;
    const seen = await sha256Of(join(folder, path));
    if (seen !== sha256) {
      const hint = 'run npm run models:fetch for this folder again';
      throw new HubError('MODEL_FILE', `${path} is not what ${MANIFEST_NAME} says: sha256 ${seen}`, { hint });
    }
    await upload(client, join(folder, path), keyOf(path), {
      ...options,
      metadata: { sha256 },
      onBytes: (have, all) => onBytes?.(path, have, all),
    });
    putCount += 1;
  }
  await upload(client, join(folder, MANIFEST_NAME), keyOf(MANIFEST_NAME));
  return putCount;
}

type Place = { readonly Bucket: string; readonly Key: string };

async function textOf(client: S3Client, place: Place): Promise<string | undefined> {
  try {
    return await (await client.send(new GetObjectCommand(place))).Body?.transformToString();
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') return undefined;
    throw error;
  }
}

/** Of an object that was put by this program, which is whole or not there. */
async function sumOf(client: S3Client, place: Place): Promise<string | undefined> {
  try {
    return (await client.send(new HeadObjectCommand(place))).Metadata?.sha256;
  } catch (error) {
    if ((error as Error).name === 'NotFound') return undefined;
    throw error;
  }
}
