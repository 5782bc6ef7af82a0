/** Shows that every rule passes what is fine and catches what is planted, and that it looks where the provider has something. */
import * as assert from 'uvu/assert';
import { check, type Rows } from '../kit/check.ts';
import type { AwsRule, Example, KnownResource } from './aws-rule.ts';
import { AWS_RULES, checkAwsRules } from './aws-rules.ts';
import { validateResource } from './validate-resource.ts';

/** A rule on its own: its examples need not please the others. */
const found = (rule: AwsRule, example: Example) => checkAwsRules(resourcesOf(rule, example), [rule]);

function resourcesOf({ type }: AwsRule, example: Example): readonly KnownResource[] {
  return Array.isArray(example) ? example : [{ type, name: 'x', inputs: example as KnownResource['inputs'] }];
}

const text = (example: Example): string => JSON.stringify(example).slice(0, 300);

function rowsOf(rule: AwsRule): Rows {
  return {
    [`${rule.id} passes what is fine`]: () => {
      for (const example of rule.fine) assert.equal(found(rule, example), [], text(example));
    },
    [`${rule.id} catches what is planted`]: () => {
      for (const example of rule.broken) assert.is.not(found(rule, example).length, 0, text(example));
    },
  };
}

check('each rule', Object.assign({}, ...AWS_RULES.map(rowsOf)) as Rows);

/** A rule that reads a misspelt property would pass everything, its own example included. */
function unknownProperties(rule: AwsRule): readonly string[] {
  return [...rule.fine, ...rule.broken]
    .flatMap(example => resourcesOf(rule, example))
    .flatMap(resource => validateResource(resource))
    .filter(problem => / there is no |is not in schema\.json/.test(problem))
    .map(problem => `${rule.id}: ${problem}`);
}

check('the table of rules', {
  'has at least one good and one planted example for each': () =>
    assert.equal(
      AWS_RULES.filter(({ fine, broken }) => fine.length === 0 || broken.length === 0).map(({ id }) => id),
      [],
    ),
  'has an id of its own for each': () => {
    const ids = AWS_RULES.map(({ id }) => id);
    assert.equal(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
  },
  'says for each where it comes from, as of when and how sure': () =>
    assert.equal(
      AWS_RULES.filter(({ source }) => !/(20\d\d|@pulumi\/\w+ \d).*\[[HML]\]/.test(source)).map(({ id }) => id),
      [],
    ),
  'is about properties and resources that the provider has': () =>
    assert.equal(AWS_RULES.flatMap(unknownProperties), []),
});

check('a problem', {
  'names resource, rule, what was seen, and the rule by its id': () =>
    assert.equal(checkAwsRules([{ type: 'aws:sqs/queue:Queue', name: 'q', inputs: { delaySeconds: 901 } }]), [
      "aws:sqs/queue:Queue 'q': delaySeconds is 0 to 900 (saw delaySeconds is 901) [sqs.Queue delaySeconds]",
    ]),
});
