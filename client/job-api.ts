/** A client of the job API whose requests and answers are typed by docs/openapi.json, and by nothing else. */
import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './job-api-types.d.ts';

export type JobApi = Client<paths>;
export type Job = components['schemas']['Job'];
export type UploadRequest = components['schemas']['UploadRequest'];
export type Problem = components['schemas']['Problem'];

/**
 * @param origin `https://d111111abcdef8.cloudfront.net`
 * @param findToken asked before every request, because tokens expire
 * @example const { data, error } = await jobApi(origin, findToken).POST('/v1/jobs', { body: { prompt: 'a fox knight' } })
 */
export function jobApi(origin: string, findToken: () => string | Promise<string>): JobApi {
  const client = createClient<paths>({ baseUrl: origin });
  client.use({
    onRequest: async ({ request }) => {
      request.headers.set('authorization', `Bearer ${await findToken()}`);
      return request;
    },
  });
  return client;
}
