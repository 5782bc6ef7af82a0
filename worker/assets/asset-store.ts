/**
 * The worker's files in the bucket. Invariant: a manifest is written after all files that it names, so a stage that has one
 * is complete; and a file that is read is what its manifest says, or the stage counts as not made.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CHECKPOINT_TAG } from '../../hub/job/checkpoint-tag.ts';
import { earlyEndKey, type Manifest, manifestKey, parseManifestKey, stageFolder } from '../../hub/job/manifest-key.ts';
import { type PreviewType, previewPath } from '../../hub/job/preview.ts';
import {
  type ManifestDocument,
  manifestDocument,
  manifestDocumentSchema,
  type StoredFile,
} from './manifest-document.ts';

/** A file of a result, on the local disk. */
export type LocalFile = { readonly name: string; readonly path: string; readonly mediaType: string };

export type StageResult = {
  readonly files: readonly LocalFile[];
  readonly value: ManifestDocument['value'];
  readonly busySeconds: number;
};

/** A checkpoint whose files are not what its manifest says, or are gone. The stage has to be made again. */
export class DamagedResult extends Error {}

export type AssetStore = {
  /** Undefined when the stage has not been stored. @throws DamagedResult for a manifest that says nothing */
  readonly findManifest: (manifest: Manifest) => Promise<ManifestDocument | undefined>;
  /** The same, by a key that a job's record names. */
  readonly readManifest: (key: string) => Promise<ManifestDocument>;
  /** Files first, then the manifest. `isCheckpoint`: nobody needs it once the queue's part is done. */
  readonly storeResult: (manifest: Manifest, result: StageResult, isCheckpoint: boolean) => Promise<ManifestDocument>;
  /** Says once more, or early, that the job's part in its queue is done. */
  readonly markEnd: (manifest: Manifest) => Promise<void>;
  /** Into a folder of its own. @throws DamagedResult */
  readonly fetchFiles: (document: ManifestDocument, folder: string) => Promise<readonly LocalFile[]>;
  /** What the caller uploaded. Undefined when it is gone. */
  readonly fetchUpload: (key: string, folder: string) => Promise<(LocalFile & { readonly sha256: string }) | undefined>;
  /** A first look at the result. @returns its key */
  readonly storePreview: (jobId: string, bytes: Uint8Array, type: PreviewType) => Promise<string>;
};

export function assetStoreIn(client: S3Client, bucket: string): AssetStore {
  const open = async (key: string) => {
    try {
      return await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return undefined;
      throw error;
    }
  };
  const readDocument = async (key: string): Promise<ManifestDocument | undefined> => {
    const text = await (await open(key))?.Body?.transformToString();
    return text === undefined ? undefined : parseDocument(key, text);
  };
  return {
    findManifest: manifest => readDocument(manifestKey(manifest)),
    readManifest: async key => {
      const document = await readDocument(key);
      if (document === undefined) throw new DamagedResult(`${key} is gone`);
      return document;
    },
    storeResult: async (manifest, result, isCheckpoint) => {
      const tagging = isCheckpoint
        ? { Tagging: `${encodeURIComponent(CHECKPOINT_TAG.key)}=${CHECKPOINT_TAG.value}` }
        : {};
      const folder = stageFolder(manifest);
      const files: StoredFile[] = [];
      for (const file of result.files) {
        const described = await describeFile(file);
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: `${folder}${file.name}`,
            // Read whole: a stream could not be sent again, and the work of a minute would be lost with one refused request.
            Body: await readFile(file.path),
            ContentType: file.mediaType,
            ...tagging,
          }),
        );
        files.push(described);
      }
      const document = manifestDocument({ ...manifest, files, value: result.value, busySeconds: result.busySeconds });
      // It may replace one that was damaged. Two workers that made the same wrote the same.
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: manifestKey(manifest),
          Body: JSON.stringify(document),
          ContentType: 'application/json',
          ...tagging,
        }),
      );
      return document;
    },
    markEnd: async manifest => {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: earlyEndKey(manifest),
          Body: '{}',
          ContentType: 'application/json',
        }),
      );
    },
    fetchFiles: async (document, folder) => {
      await mkdir(folder, { recursive: true });
      const fetched: LocalFile[] = [];
      for (const { name, mediaType, sha256 } of document.files) {
        const key = `${stageFolder(document)}${name}`;
        const path = join(folder, name);
        const body = (await open(key))?.Body;
        if (body === undefined) throw new DamagedResult(`${key} is gone`);
        if ((await save(body as Readable, path)) !== sha256) throw new DamagedResult(`${key} is not what was stored`);
        fetched.push({ name, path, mediaType });
      }
      return fetched;
    },
    fetchUpload: async (key, folder) => {
      const object = await open(key);
      if (object?.Body === undefined) return undefined;
      await mkdir(folder, { recursive: true });
      const path = join(folder, 'upload');
      const sha256 = await save(object.Body as Readable, path);
      return { name: 'upload', path, mediaType: object.ContentType ?? 'application/octet-stream', sha256 };
    },
    storePreview: async (jobId, bytes, type) => {
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      const key = previewPath(jobId, hash, type);
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: type }));
      return key;
    },
  };
}

function parseDocument(key: string, text: string): ManifestDocument {
  try {
    const document = manifestDocumentSchema.parse(JSON.parse(text));
    const named = parseManifestKey(key);
    if (named?.jobId === document.jobId && named.stage === document.stage && named.inputHash === document.inputHash) {
      return document;
    }
  } catch {
    // Not JSON, or not a manifest: said below.
  }
  throw new DamagedResult(`${key} is no manifest of its place`);
}

/** As a manifest names it. */
export async function describeFile({ name, path, mediaType }: LocalFile): Promise<StoredFile> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { name, mediaType, byteCount: (await stat(path)).size, sha256: hash.digest('hex') };
}

/** @returns SHA-256 of what was saved, in hex */
async function save(body: Readable, path: string): Promise<string> {
  const hash = createHash('sha256');
  if (body.readableLength === 0 && body.readableEnded) await writeFile(path, '');
  body.on('data', (chunk: Uint8Array) => hash.update(chunk));
  await pipeline(body, createWriteStream(path));
  return hash.digest('hex');
}
