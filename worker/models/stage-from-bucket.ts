/**
 * Brings a release of the weights from its bucket into a folder: what stage-weights.sh does at boot, with parallel reads of each
 * file, for machines that are no instances, or to measure. The manifest is put there last, as there.
 */
import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { HubError } from '../../hub/errors.ts';
import { type DownloadOptions, download } from './download.ts';
import { s3Source } from './s3-source.ts';
import { sha256Of } from './sha256-of.ts';
import { MANIFEST_NAME, parseManifest } from './weights-manifest.ts';
import type { WeightsUrl } from './weights-url.ts';

export type StageFromPorts = Omit<DownloadOptions, 'onBytes'> & {
  readonly onBytes?: (place: string, haveBytes: number, allBytes: number) => void;
};

/** @throws HubError for a file whose bytes are not what the manifest says; it is removed */
export async function stageFromBucket(
  client: S3Client,
  { bucket, prefix }: WeightsUrl,
  folder: string,
  { onBytes, ...options }: StageFromPorts,
): Promise<void> {
  const sourceOf = (path: string) => s3Source(client, bucket, `${prefix}/${path}`);
  const fresh = join(folder, `${MANIFEST_NAME}.new`);
  await rm(fresh, { force: true });
  await download(sourceOf(MANIFEST_NAME), fresh, options);
  const manifest = await readFile(fresh, 'utf8');
  // Until the new one stands, nothing says that all stands.
  await rm(join(folder, MANIFEST_NAME), { force: true });
  for (const { path, sha256 } of parseManifest(manifest, `s3://${bucket}/${prefix}/${MANIFEST_NAME}`)) {
    const place = join(folder, path);
    if (existsSync(place) && (await sha256Of(place)) === sha256) continue;
    await download(sourceOf(path), place, { ...options, onBytes: (have, all) => onBytes?.(path, have, all) });
    if ((await sha256Of(place)) === sha256) continue;
    await rm(place);
    const hint = 'a release is never changed: stage the weights again, under a new number';
    throw new HubError('MODEL_FILE', `s3://${bucket}/${prefix}/${path} is not what its manifest says`, { hint });
  }
  await writeFile(fresh, manifest);
  await rename(fresh, join(folder, MANIFEST_NAME));
}
