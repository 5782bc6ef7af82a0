import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { physicalName } from './physical-name.ts';

const HASH = '0123456789abcdef';
const nameWith = (autonaming?: unknown) =>
  physicalName(
    'queue',
    {
      project: 'hub',
      stack: 'dev',
      config: autonaming === undefined ? {} : { 'pulumi:config:autonaming': JSON.stringify(autonaming) },
    },
    HASH,
  );

check('physicalName', {
  'is the logical name and seven digits by default': () => assert.is(nameWith(), 'queue-0123456'),
  'follows the pattern of the configuration': () =>
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Pulumi's placeholders, not JavaScript's
    assert.is(nameWith({ pattern: '${project}-${stack}-${name}-${hex(4)}' }), 'hub-dev-queue-0123'),
  'refuses a mode': () => assert.throws(() => nameWith({ mode: 'verbatim' }), /knows only \{ pattern \}/),
  'refuses a placeholder it does not know': () =>
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Pulumi's placeholders, not JavaScript's
    assert.throws(() => nameWith({ pattern: '${name}-${uuid}' }), /does not know \$\{uuid\}/),
});
