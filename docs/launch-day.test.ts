/** What the study of launch day found is what is deployed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { parseStackConfig } from '../hub/plan/parse-stack-config.ts';
import { check } from '../test/kit/check.ts';

function fleetsOf(stack: string, path: string) {
  const text = readFileSync(join(import.meta.dirname, path), 'utf8');
  const parsed = parseStackConfig({ stack, file: path, text });
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  return parsed.plan.fleets;
}

check('Pulumi.prod.yaml', {
  'ships the answer of the launch-day study': () =>
    assert.equal(
      fleetsOf('prod', '../Pulumi.prod.yaml'),
      fleetsOf('after', 'examples/07-launch-day/Pulumi.after.yaml'),
    ),
  'is not what was asked about': () =>
    assert.not.equal(
      fleetsOf('prod', '../Pulumi.prod.yaml'),
      fleetsOf('before', 'examples/07-launch-day/Pulumi.before.yaml'),
    ),
});
