/** What a manifest says: the files of a stage's result, and what else its successors want to know. */
import { z } from 'zod';
import { STAGE_NAMES } from '../../hub/plan/stage-names.ts';

/** A worker that does not know a version makes the stage again. */
const VERSION = 1;
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const storedFileSchema = z.object({
  /** Beside the manifest. */
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
  mediaType: z.string(),
  byteCount: z.int().min(0),
  /** Of its content, in hex. */
  sha256,
});
export type StoredFile = Readonly<z.infer<typeof storedFileSchema>>;

export const manifestDocumentSchema = z.object({
  version: z.literal(VERSION),
  jobId: z.string(),
  stage: z.enum(STAGE_NAMES),
  inputHash: sha256,
  files: z.array(storedFileSchema),
  /** Plain JSON: counts, a bounding box, names of joints. */
  value: z.json(),
  /** Busy time of the attempt that made it. */
  busySeconds: z.number().min(0),
});
export type ManifestDocument = Readonly<z.infer<typeof manifestDocumentSchema>>;

export const manifestDocument = (parts: Omit<ManifestDocument, 'version'>): ManifestDocument => ({
  version: VERSION,
  ...parts,
});
