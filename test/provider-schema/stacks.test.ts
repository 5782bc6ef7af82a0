/** Shows that everything the stacks ask for is of the provider's types and keeps the rules of AWS. */
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { previewedStack, recordedStack } from '../pulumi-host/recorded-stack.ts';
import { checkAwsRules } from './aws-rules.ts';
import { validateResource } from './validate-resource.ts';

const [dev, prod, preview] = await Promise.all([recordedStack('dev'), recordedStack('prod'), previewedStack('prod')]);

function none(problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw Object.assign(new Error(`${problems.length} problems`), { details: problems.join('\n') });
}

check('what the stacks ask of the provider', {
  'is of its types in dev': () => none(dev.resources.flatMap(resource => validateResource(resource))),
  'is of its types in prod': () => none(prod.resources.flatMap(resource => validateResource(resource))),
  'is of its types while AWS has yet to decide': () =>
    none(preview.resources.flatMap(resource => validateResource(resource))),
  'keeps the rules of AWS in dev': () => none(checkAwsRules(dev.resources)),
  'keeps the rules of AWS in prod': () => none(checkAwsRules(prod.resources)),
  'is more than a few things': () => assert.ok(prod.resources.filter(({ isCustom }) => isCustom).length > 50),
});
