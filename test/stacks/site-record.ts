/** Records of the site alone, for plans whose options neither stack file takes. */
import * as assert from 'uvu/assert';
import { stackText } from '../../hub/plan/stack-text.test-data.ts';
import type { ProgramRecord } from '../pulumi-host/program-record.ts';
import { recordProgram } from '../pulumi-host/record-program.ts';

/** Everything on. */
export const GUARDED_SITE = {
  network: { workerSubnets: 'private', natGatewayCount: 2 },
  delivery: {
    domainNames: ['hub.example.com', 'www.example.com'],
    certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/abc',
    hostedZoneId: 'Z0123456789',
    webAcl: true,
  },
};

/** Everything off. */
export const BARE_SITE = { storage: { protect: false }, delivery: { path: 'direct' } };

/** @param sections of a stack file, by name */
export async function siteRecord(sections: Readonly<Record<string, object>>): Promise<ProgramRecord> {
  const more = Object.entries(sections).map(([name, section]) => `  asset-hub:${name}: ${JSON.stringify(section)}\n`);
  const record = await recordProgram({
    stack: 'test',
    isPreview: false,
    main: 'infra/components/site.test-program.ts',
    stackText: stackText({ 'maxCount: 1': 'maxCount: 1\n        zones: [f, a]' }, more.join('')),
  });
  assert.is(record.exitCode, 0, `${JSON.stringify(record.logs)}${record.stderr}`);
  return record;
}
