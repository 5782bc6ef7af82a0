/** A stack file with a mistake ends the program before it has registered anything, with one message and no stack trace. */
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { stackText } from '../kit/stack-plan.ts';
import type { ProgramRecord } from '../pulumi-host/program-record.ts';
import { recordProgram } from '../pulumi-host/record-program.ts';

/** What Pulumi's host exits with when the program has said itself what is wrong. */
const EXIT_TOLD = 32;

const record = (text: string): Promise<ProgramRecord> =>
  recordProgram({ stack: 'dev', isPreview: true, stackText: text });

/** The one error, after checking that there is just one, that it is no stack trace, and that nothing was registered. */
function onlyError({ exitCode, logs, resources, stdout, stderr }: ProgramRecord): string {
  const errors = logs.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  assert.is(exitCode, EXIT_TOLD);
  assert.is(errors.length, 1, errors.join('\n---\n'));
  assert.not.match(`${errors[0]}${stdout}${stderr}`, /\n\s+at /);
  assert.equal(
    resources.filter(({ type }) => type !== 'pulumi:pulumi:Stack'),
    [],
  );
  return errors[0]!;
}

const lineOf = (text: string, part: string): number => text.split('\n').findIndex(line => line.includes(part)) + 1;

check('a preview', {
  'names file, line and remedy of every mistake at once': async () => {
    const text = stackText('dev')
      .replace('maxCount: 2', 'maxCont: 2')
      .replace('monthlyUsdMax: 50', 'monthlyUsdMax: -1');
    const message = onlyError(await record(text));
    assert.match(message, /^Pulumi\.dev\.yaml cannot be used: \d problems\n/);
    assert.ok(message.includes(`Pulumi.dev.yaml:${lineOf(text, 'maxCont')}:`), message);
    assert.match(message, /did you mean maxCount\?/);
    assert.ok(message.includes(`Pulumi.dev.yaml:${lineOf(text, 'monthlyUsdMax')}:`), message);
  },
  'refuses what can be simulated and not deployed': async () => {
    const text = stackText('dev').replace('maxCount: 2', 'maxCount: 2\n        bootPath: instant');
    const message = onlyError(await record(text));
    assert.ok(message.includes(`Pulumi.dev.yaml:${lineOf(text, 'instant')}:`), message);
    assert.match(message, /must be one of plain, baked-ami, weights-from-s3 to be deployed \(saw instant\)/);
  },
  'refuses a range of addresses that cannot hold the workers': async () => {
    const text = stackText('dev').replace('natGatewayCount: 0', 'natGatewayCount: 0\n    cidrBlock: 10.0.0.0/28');
    const message = onlyError(await record(text));
    assert.ok(message.includes(`Pulumi.dev.yaml:${lineOf(text, 'cidrBlock')}:`), message);
  },
  'stops at a shut gate, and says which threshold is broken by what': async () => {
    const text = stackText('dev')
      .replace('cost_usd_per_character<0.25', 'cost_usd_per_character<0.001')
      .replace('users: 20', 'users: 20\n    enforce: true');
    const message = onlyError(await record(text));
    assert.match(message, /^the gate is shut: 1 of 2 thresholds would be broken, and nothing was changed\n/);
    assert.ok(message.includes(`Pulumi.dev.yaml:${lineOf(text, '<0.001')}:`), message);
    assert.match(message, /cost_usd_per_character<0\.001 is broken: predicted 0\.0\d+/);
  },
  'only warns where the gate is not enforced': async () => {
    const text = stackText('dev').replace('cost_usd_per_character<0.25', 'cost_usd_per_character<0.001');
    const { exitCode, logs, resources } = await record(text);
    assert.is(exitCode, 0);
    const warnings = logs.filter(({ severity }) => severity === 'warning').map(({ message }) => message);
    assert.is(warnings.filter(message => message.startsWith('1 of 2 thresholds would be broken')).length, 1);
    assert.ok(resources.length > 50);
  },
});
