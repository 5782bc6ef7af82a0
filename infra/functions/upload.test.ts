/** Where a player's file goes: on AWS to the bucket's own host, as the page's content policy names it. How it gets there is in end-jobs.test.ts. */
import * as assert from 'uvu/assert';
import type { UploadView } from '../../hub/job/answer-schemas.ts';
import { check } from '../../test/kit/check.ts';
import { httpEvent } from '../../test/moto/http-event.ts';

delete process.env.AWS_ENDPOINT_URL;
Object.assign(process.env, {
  ASSETS_BUCKET: 'store-assets-bucket-0123456',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'x',
  AWS_SECRET_ACCESS_KEY: 'x',
});
const { handler } = await import('./upload.ts');

check('the form of an upload', {
  'goes to the bucket at a host of its own': async () => {
    const body = JSON.stringify({ media_type: 'image/png' });
    const answer = await handler(httpEvent({ routeKey: 'POST /v1/uploads', ownerId: 'ada', body }));
    const { url } = JSON.parse(answer.body) as UploadView;
    assert.is(url, 'https://store-assets-bucket-0123456.s3.eu-west-1.amazonaws.com/');
  },
});
