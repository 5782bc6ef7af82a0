/** The hub, as far as this page uses it. */
import { type JobApi, jobApi, type UploadRequest } from '../../client/job-api.ts';
import type { SubmitBody } from '../state/draft.ts';
import { type Asked, ask } from './ask.ts';
import type { SeenJob } from './seen-job.ts';
import type { UploadForm } from './upload-form.ts';

export type JobPage = { readonly jobs: readonly SeenJob[]; readonly next_cursor?: string };
export type Upload = UploadForm & { readonly upload_id: string };
export type HubApi = ReturnType<typeof hubApi>;

const PAGE_LENGTH = 12;

/** @param findToken an empty one is answered like none */
export function hubApi(origin: string, findToken: () => string) {
  const api: JobApi = jobApi(origin, findToken);
  const ofJob = (id: string) => ({ params: { path: { id } } });
  return {
    submit: (body: SubmitBody, key: string): Promise<Asked<SeenJob>> =>
      ask(() => api.POST('/v1/jobs', { body, params: { header: { 'Idempotency-Key': key } } })),
    /** A form by which one file is sent. */
    uploadForm: (mediaType: UploadRequest['media_type']): Promise<Asked<Upload>> =>
      ask(() => api.POST('/v1/uploads', { body: { media_type: mediaType } })),
    /** @param tag the ETag of what is known */
    job: (id: string, tag: string | undefined, signal: AbortSignal): Promise<Asked<SeenJob>> =>
      ask(() =>
        api.GET('/v1/jobs/{id}', {
          params: { path: { id }, header: tag === undefined ? {} : { 'If-None-Match': tag } },
          signal,
        }),
      ),
    jobs: (cursor: string | undefined): Promise<Asked<JobPage>> =>
      ask(() =>
        api.GET('/v1/jobs', { params: { query: { limit: PAGE_LENGTH, ...(cursor === undefined ? {} : { cursor }) } } }),
      ),
    cancel: (id: string): Promise<Asked<SeenJob>> => ask(() => api.POST('/v1/jobs/{id}/cancel', ofJob(id))),
    retry: (id: string): Promise<Asked<SeenJob>> => ask(() => api.POST('/v1/jobs/{id}/retry', ofJob(id))),
    /** The browser follows to the signed URL; the file is kept, so that it can be looked at and saved when that has expired. */
    result: (id: string): Promise<Asked<Blob>> =>
      ask(async () => {
        const { data, error, response } = await api.GET('/v1/jobs/{id}/result', { ...ofJob(id), parseAs: 'blob' });
        return { data: data as Blob | undefined, error, response } as {
          data: Blob;
          error: unknown;
          response: Response;
        };
      }),
  };
}
