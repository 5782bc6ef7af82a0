/** Shows that everything the stacks ask for is of the provider's types and keeps the rules of AWS. */
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import type { Json, JsonObject, ResourceRecord } from '../pulumi-host/program-record.ts';
import { previewedStack, recordedStack } from '../pulumi-host/recorded-stack.ts';
import { checkAwsRules } from './aws-rules.ts';
import { validateResource } from './validate-resource.ts';

const [dev, prod, preview] = await Promise.all([recordedStack('dev'), recordedStack('prod'), previewedStack('prod')]);

function none(problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw Object.assign(new Error(`${problems.length} problems`), { details: problems.join('\n') });
}

const typeProblems = (resources: readonly ResourceRecord[]) =>
  resources.flatMap(resource => validateResource(resource));

check('what the stacks ask of the provider', {
  'is of its types in dev': () => none(typeProblems(dev.resources)),
  'is of its types in prod': () => none(typeProblems(prod.resources)),
  'is of its types while AWS has yet to decide': () => none(typeProblems(preview.resources)),
  'keeps the rules of AWS in dev': () => none(checkAwsRules(dev.resources)),
  'keeps the rules of AWS in prod': () => none(checkAwsRules(prod.resources)),
});

/** One mistake planted in otherwise recorded inputs. */
type Mistake = { readonly what: string; readonly inputs: JsonObject };

/** Each property at any depth once under another name, and once with a value of another type. */
function mistakesIn(inputs: JsonObject, path: string): readonly Mistake[] {
  return Object.entries(inputs).flatMap(([name, value]) => {
    const { [name]: _, ...rest } = inputs;
    const at = `${path}.${name}`;
    return [
      { what: `${at} renamed`, inputs: { ...rest, [`${name}X`]: value } },
      { what: `${at} of another type`, inputs: { ...rest, [name]: typeof value === 'string' ? 7 : 'seven' } },
      ...mistakesWithin(value, at).map(({ what, value: wrong }) => ({ what, inputs: { ...rest, [name]: wrong } })),
    ];
  });
}

function mistakesWithin(value: Json, path: string): readonly { readonly what: string; readonly value: Json }[] {
  if (value === null || typeof value !== 'object') return [];
  if (!isList(value)) return mistakesIn(value, path).map(({ what, inputs }) => ({ what, value: inputs }));
  return value.flatMap((item, index) =>
    mistakesWithin(item, `${path}[${index}]`).map(({ what, value: wrong }) => ({
      what,
      value: value.with(index, wrong),
    })),
  );
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Keys that the program chooses, and what is inside an archive. */
const FREE = /\.(tags|variables|dimensions)\.[^.]+ renamed$|\.assets\b/;

/** One of each type will do: the others differ in values only. */
const kinds = new Map(prod.resources.map(resource => [resource.type, resource]));

check('a mistake in what prod asks', {
  'is noticed wherever it is': () => {
    const planted = [...kinds.values()]
      .filter(({ type }) => /^(awsx?|tls|pulumi:providers):/.test(type))
      .flatMap(({ type, name, inputs }) => mistakesIn(inputs, type).map(mistake => ({ type, name, ...mistake })))
      .filter(({ what }) => !FREE.test(what));
    assert.ok(planted.length > 500, `${planted.length} mistakes`);
    none(planted.filter(mistake => validateResource(mistake).length === 0).map(({ what }) => `${what} is not noticed`));
  },
});
