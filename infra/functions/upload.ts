/** `POST /v1/uploads`: a form by which the caller puts one file into the bucket, of the type and size that were agreed. */
import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import * as z from 'zod';
import type { UploadView } from '../../hub/job/answer-schemas.ts';
import { later } from '../../hub/job/times.ts';
import { UPLOAD_SECONDS_MAX, uploadKey, uploadRequestSchema } from '../../hub/job/upload.ts';
import { UPLOAD_BYTES_MAX, UPLOAD_FORMATS } from '../../hub/job/upload-formats.ts';
import { readVariables } from '../../hub/read-variables.ts';
import { answerOwner, type OwnerRequest } from './answer-owner.ts';
import { CALL_LIMITS } from './call-limits.ts';
import { currentTime, drawJobId, variables } from './environment.ts';
import { type HttpAnswer, jsonAnswer } from './http-answer.ts';
import { parseJsonBody } from './json-body.ts';
import { log } from './log.ts';
import { sha256Of } from './sha256.ts';

const variablesSchema = z.object({ ASSETS_BUCKET: z.string().min(1) });
/** What the function has to be given. */
export type UploadVariables = z.input<typeof variablesSchema>;

const { ASSETS_BUCKET } = readVariables(variablesSchema, variables, 'the function');
/**
 * The form goes to the bucket's own host, which the page's content policy names: a path on the host of all buckets would open
 * the page to all of them. At an address without a name, as an emulator has one, the SDK puts the bucket into the path anyway.
 */
const client = new S3Client(CALL_LIMITS);

export const handler = (event: unknown): Promise<HttpAnswer> => answerOwner(event, log, answerUpload);

async function answerUpload(caller: OwnerRequest): Promise<HttpAnswer> {
  const body = parseJsonBody(caller, uploadRequestSchema);
  if ('refusal' in body) return body.refusal;
  const mediaType = body.value.media_type;
  const bytesMax = UPLOAD_BYTES_MAX[UPLOAD_FORMATS[mediaType]!.kind];
  const uploadId = drawJobId();
  const now = currentTime();
  // S3 holds the uploader to all of this; what is in the file, a submit looks at.
  const { url, fields } = await createPresignedPost(client, {
    Bucket: ASSETS_BUCKET,
    Key: uploadKey(sha256Of(caller.ownerId), uploadId),
    Conditions: [['content-length-range', 1, bytesMax]],
    Fields: { 'Content-Type': mediaType },
    Expires: UPLOAD_SECONDS_MAX,
  });
  const view: UploadView = {
    upload_id: uploadId,
    url,
    fields,
    bytes_max: bytesMax,
    expires_at: later(now, UPLOAD_SECONDS_MAX),
  };
  return jsonAnswer(201, view);
}
