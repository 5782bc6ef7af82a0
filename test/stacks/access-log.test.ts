/** The access log is as long as it is paid for. */
import * as assert from 'uvu/assert';
import { ACCESS_LOG_BYTES } from '../../hub/catalog/request-counts.ts';
import { check } from '../kit/check.ts';
import { single, textAt } from '../pulumi-host/queries.ts';
import { recordedStack } from '../pulumi-host/recorded-stack.ts';

/** What CloudWatch adds to each event when it bills (CloudWatch Logs quotas, size of an event, 2023 [H]). */
const EVENT_OVERHEAD_BYTES = 26;

/** Values as long as those of a poll. */
const TYPICAL: Readonly<Record<string, string>> = {
  '$context.requestId': 'JKJaXmPLvHcESHA=',
  '$context.requestTime': '23/Nov/2026:22:51:00 +0000',
  '$context.routeKey': 'GET /v1/jobs/{id}',
  '$context.path': '/v1/jobs/0mq3v8x2k7c5n1t9r4w6',
  '$context.authorizer.claims.sub': '7e0c5f1a-4c1e-4e59-9d43-0c2f7a9b1d11',
  '$context.status': '200',
  '$context.responseLength': '412',
  '$context.responseLatency': '18',
  '$context.integrationLatency': '15',
  '$context.integrationErrorMessage': '-',
  '$context.authorizer.error': '-',
};

check('a line of the access log', {
  'has about the bytes that the bill counts': async () => {
    const format = textAt(
      single(await recordedStack('prod'), { type: 'aws:apigatewayv2/stage:Stage' }),
      'accessLogSettings.format',
    );
    const line = format.replace(/\$context[\w.]*/g, name => {
      const value = TYPICAL[name];
      if (value === undefined) throw new Error(`no example of ${name}`);
      return value;
    });
    const bytes = Buffer.byteLength(line) + EVENT_OVERHEAD_BYTES;
    assert.ok(Math.abs(bytes / ACCESS_LOG_BYTES - 1) < 0.1, `${bytes} bytes`);
  },
});
