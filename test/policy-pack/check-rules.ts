/** Tests a table of rules by specimens: for each rule some that keep it, and some with one planted defect each. */
import * as assert from 'uvu/assert';
import { policyOf } from '../../infra/policy-pack/policy-of.ts';
import type { ResourceRule, Rule, StackRule } from '../../infra/policy-pack/rule.ts';
import { check } from '../kit/check.ts';
import { policyResources, type SpecimenResource } from './policy-resources.ts';
import { reportsOnInputs, reportsOnStack } from './run-policy.ts';

/** The inputs of one resource; for a rule across a stack the resources of one, what is judged first. */
export type Specimen = object | readonly SpecimenResource[];

export type Specimens = { readonly kept: readonly Specimen[]; readonly broken: readonly Specimen[] };

/** @param specimens by the name of the rule */
export function checkRules(
  subject: string,
  rules: readonly Rule[],
  specimens: Readonly<Record<string, Specimens>>,
): void {
  check(subject, {
    'has specimens for each rule, of both kinds, and for no other': () => {
      assert.equal(Object.keys(specimens).toSorted(), rules.map(rule => rule.name).toSorted());
      for (const [name, { kept, broken }] of Object.entries(specimens)) {
        assert.ok(kept.length > 0 && broken.length > 0, name);
      }
    },
    ...Object.fromEntries(
      rules.map(rule => [`${rule.name}: ${rule.says}`, () => checkRule(rule, specimens[rule.name])]),
    ),
  });
}

function checkRule(rule: Rule, specimens: Specimens | undefined): void {
  for (const specimen of specimens?.kept ?? []) {
    assert.is(countOf(rule, specimen), 0, `broken by ${JSON.stringify(specimen)}`);
  }
  for (const specimen of specimens?.broken ?? []) {
    assert.ok(countOf(rule, specimen) > 0, `not broken by ${JSON.stringify(specimen)}`);
  }
}

/** How often the rule is broken; a rule for several types has to judge the inputs alike in each. */
function countOf(rule: Rule, specimen: Specimen): number {
  if (rule.kind === 'stack') return stackCountOf(rule, specimen as readonly SpecimenResource[]);
  const counts = rule.types.map(type => inputCountOf(rule, type, specimen));
  assert.is(new Set(counts).size, 1, `judged differently by type: ${JSON.stringify(specimen)}`);
  return counts[0] ?? 0;
}

function inputCountOf(rule: ResourceRule, type: string, inputs: object): number {
  const reports = reportsOnInputs(policyOf(rule, []), { type, inputs });
  for (const { message } of reports) assert.is(message, rule.remedy);
  return reports.length;
}

function stackCountOf(rule: StackRule, specimen: readonly SpecimenResource[]): number {
  const resources = policyResources(specimen);
  const reports = reportsOnStack(policyOf(rule, []), resources);
  for (const { message, urn } of reports) assert.equal([message, urn], [rule.remedy, resources[0]?.urn]);
  return reports.length;
}
