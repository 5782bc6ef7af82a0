/** The typed client, whose types come from docs/openapi.json, against the functions over HTTP. */
import * as assert from 'uvu/assert';
import { jobApi } from '../../client/job-api.ts';
import { check } from '../kit/check.ts';
import { openApi } from './open-api.ts';

const api = await openApi();
const ada = jobApi(api.url, () => api.tokenOf('ada'));

check('the client', {
  'submits, asks and cancels, with the answers as the contract has them': async () => {
    const { data, response } = await ada.POST('/v1/jobs', { body: { prompt: 'a fox knight' } });
    assert.is(response.status, 202);
    const params = { path: { id: data!.job_id } };
    const { data: job } = await ada.GET('/v1/jobs/{id}', { params });
    assert.equal([job?.status, job?.stage], ['queued', 'image']);
    const { data: canceled } = await ada.POST('/v1/jobs/{id}/cancel', { params });
    assert.is(canceled?.status, 'canceled');
  },
  'is told of an error by its code': async () => {
    const { error } = await ada.GET('/v1/jobs/{id}', { params: { path: { id: 'a'.repeat(26) } } });
    assert.is(error?.code, 'job-not-found');
  },
});
