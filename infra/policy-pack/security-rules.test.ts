import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { ACCEPTED_RISKS } from './accepted-risks.ts';
import { CHECKLIST, type CheckId } from './checklist.ts';
import { SECURITY_RULES } from './security-rules.ts';
import { SUPPRESSIONS } from './suppressions.ts';

const names = SECURITY_RULES.map(rule => rule.name);
const checkedIds = new Set(SECURITY_RULES.flatMap(rule => rule.ids));
const acceptedIds = ACCEPTED_RISKS.flatMap(risk => risk.ids);

check('the checklist', {
  'is worked off: each id has a rule or a reason, and none has both': () => {
    for (const id of Object.keys(CHECKLIST) as CheckId[]) {
      const answers = [checkedIds.has(id) ? 'rule' : undefined, acceptedIds.includes(id) ? 'reason' : undefined];
      assert.is(answers.filter(Boolean).length, 1, `${id} (${CHECKLIST[id]}): ${answers.join(' and ')}`);
    }
  },
  'is accepted once where it is accepted': () => assert.is(new Set(acceptedIds).size, acceptedIds.length),
  'has ids of the form its authors use': () => {
    for (const id of Object.keys(CHECKLIST)) assert.match(id, /^(CKV2?_AWS_\d+|AwsSolutions-[A-Z0-9]+)$/);
  },
});

check('every rule', {
  'has a name of its own, in kebab-case': () => {
    assert.is(new Set(names).size, names.length);
    for (const name of names) assert.match(name, /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/);
  },
  'says what to do, in a sentence': () => {
    for (const { name, says, remedy } of SECURITY_RULES) {
      assert.match(says, /^[a-z].*[^.]$/, name);
      assert.match(remedy, /^[A-Z].*\.$/, name);
    }
  },
  'is about types that the providers have': () => {
    const types = SECURITY_RULES.flatMap(rule => (rule.kind === 'stack' ? [rule.type] : rule.types));
    for (const type of new Set(types)) assert.ok(isProviderType(type), `${type} is no type of the provider`);
  },
});

check('every exception', {
  'is of a rule there is': () => {
    for (const { rule } of SUPPRESSIONS) assert.ok(names.includes(rule), rule);
    for (const { guardedBy } of ACCEPTED_RISKS)
      assert.ok(guardedBy === undefined || names.includes(guardedBy), guardedBy);
  },
  'has a reason, in sentences': () => {
    for (const { reason } of [...SUPPRESSIONS, ...ACCEPTED_RISKS]) assert.match(reason, /^[A-Z`].{40,}\.$/);
  },
});

/** Whether the file of the provider that the token names holds the token: `aws:sqs/queue:Queue` in `@pulumi/aws/sqs/queue.js`. */
function isProviderType(type: string): boolean {
  const [provider, module, name = ''] = type.split(':');
  const path = module?.includes('/') ? module : `${module}/${name[0]?.toLowerCase()}${name.slice(1)}`;
  const file = createRequire(import.meta.url).resolve(`@pulumi/${provider}/${path}.js`);
  return readFileSync(file, 'utf8').includes(`'${type}'`);
}
