import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { stackText } from '../../test/kit/stack-plan.ts';
import { changePlan, type PlanChange } from './change-plan.ts';
import { effectiveValues } from './effective-values.ts';
import { parseStackConfig } from './parse-stack-config.ts';
import { patchStackText } from './patch-stack.ts';
import { renderStackPatch } from './render-stack-patch.ts';

const prod = { text: stackText('prod'), file: 'Pulumi.prod.yaml', stack: 'prod' };
const parsedProd = parsed(prod.text);

function parsed(text: string) {
  const result = parseStackConfig({ ...prod, text });
  if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems));
  return result;
}

function patched(changes: Readonly<Record<string, unknown>>, text = prod.text): string {
  const result = patchStackText({ ...prod, text, changes: listed(changes) });
  if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems));
  return result.text;
}

const listed = (changes: Readonly<Record<string, unknown>>): PlanChange[] =>
  Object.entries(changes).map(([path, value]) => ({ path, value }));

function problemsOf(changes: Readonly<Record<string, unknown>>, text = prod.text): readonly string[] {
  const result = patchStackText({ ...prod, text, changes: listed(changes) });
  if (result.kind === 'patched') throw new Error('was patched');
  return result.problems.map(
    ({ line, column, path, message, hint }) => `${line}:${column} ${path} ${message}; ${hint}`,
  );
}

/** The changed lines alone. */
function difference(changes: Readonly<Record<string, unknown>>, text = prod.text): string {
  const patch = renderStackPatch(text, patched(changes, text), 'x').split('\n').slice(2);
  return patch.filter(line => /^[-+]/.test(line)).join('\n');
}

/** Values by their printed path. */
function settings(text: string): ReadonlyMap<string, unknown> {
  return new Map(effectiveValues(parsed(text).sources).map(({ path, value }) => [path, value]));
}

const before = settings(prod.text);

/** Numbers of the prod stack that may grow by a little without breaking a rule, alone and together. */
const GROWING = effectiveValues(parsedProd.sources).filter(
  ({ path, value }) =>
    typeof value === 'number' &&
    Number.isFinite(value) &&
    changePlan(parsedProd, [{ path, value: value + 1 }]).kind === 'plan',
);

check('patchStackText', {
  'changes one number in its line': () =>
    assert.is(difference({ 'fleets.rigging.burst.maxCount': 150 }), '-        maxCount: 100\n+        maxCount: 150'),
  'keeps the comment behind a value, and brackets and quotes': () => {
    const text = prod.text.replace('minCount: 0\n        maxCount: 50', 'minCount: 0 # none\n        maxCount: 50');
    assert.is(
      difference({ 'fleets.generation.burst.minCount': 2, 'fleets.generation.burst.zones': ['a', 'b'] }, text),
      '-        minCount: 0 # none\n+        minCount: 2 # none\n-        zones: [a, b, c, d, f]\n+        zones: [a, b]',
    );
  },
  'changes a number between braces': () =>
    assert.is(
      difference({ 'fleets.rigging.base.policies[0].steps[1].adjustment': 5 }),
      '-              - { lowerBound: 10, adjustment: 3 }\n+              - { lowerBound: 10, adjustment: 5 }',
    ),
  'writes a section that is not there': () =>
    assert.is(
      difference({ 'assumptions.alarmActionSeconds': 2 }),
      '+\n+  asset-hub:assumptions:\n+    alarmActionSeconds: 2',
    ),
  'writes a default out as a whole, where a part of it alone would lose the rest': () =>
    assert.is(
      difference({ 'stages.rigging.serviceSeconds.mean': 60 }),
      '+\n+  asset-hub:stages:\n+    rigging:\n+      serviceSeconds: { kind: lognormal, mean: 60, cv: 0.25 }',
    ),
  'writes the policy out of which a preset is changed': () =>
    assert.is(
      difference({ 'fleets.rigging.burst.policies[0].backlogPerInstance': 5 }),
      '-          - preset: scale-on-submit\n+          - { kind: scaleOnSubmit, name: scale-on-submit, backlogPerInstance: 5, minIntervalSeconds: 10 }',
    ),
  'knows names with a dot, where any name may stand': () =>
    assert.is(
      difference({ 'prices.spotUsdPerHour.g4dn.xlarge': 0.2 }),
      '+\n+  asset-hub:prices:\n+    spotUsdPerHour:\n+      g4dn.xlarge: 0.2',
    ),
  'takes a setting out with the comment that is about it': () =>
    assert.match(
      difference({ 'fleets.generation.base.warmPool': null }),
      /^- {8}# Stopped instances.*\n- {8}warmPool:\n- {10}minCount: 2\n- {10}# In .*\n- {10}preparedCapacityMax: 4$/,
    ),
  'replaces a list of policies': () =>
    assert.match(
      difference({ 'fleets.rigging.burst.policies': [{ preset: 'steep-steps' }, { preset: 'scale-in-when-idle' }] }),
      /^- {10}- preset: scale-on-submit\n\+ {10}- preset: steep-steps$/,
    ),
  'makes changes that hold only together': () => {
    const changes = {
      'queues.rigging.stages': ['texture', 'rigging', 'package'],
      'queues.retopology': { stages: ['retopology'], visibilityTimeoutSeconds: 300 },
      'fleets.rigging.queues': ['rigging', 'retopology'],
    };
    assert.equal(
      parsed(patched(changes)).plan.queues.map(({ name }) => name),
      ['generation', 'retopology', 'rigging'],
    );
  },
  'changes nothing when there is nothing to change': () => assert.is(patched({}), prod.text),
  'gives the plan with exactly these values changed': () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(GROWING.length - 1), { minLength: 1, maxLength: 3 }), picks => {
        const changes = picks.map(pick => ({ path: GROWING[pick]!.path, value: Number(GROWING[pick]!.value) + 1 }));
        // Two that are fine alone may break a rule together.
        fc.pre(changePlan(parsedProd, changes).kind === 'plan');
        const after = settings(patched(Object.fromEntries(changes.map(({ path, value }) => [path, value]))));
        const changed = [...after].filter(
          ([path, value]) => JSON.stringify(before.get(path)) !== JSON.stringify(value),
        );
        assert.equal(new Map(changed), new Map(changes.map(({ path, value }) => [path, value])));
        assert.is(after.size, before.size);
      }),
      { numRuns: 40 },
    ),
  'refuses paths that nobody knows, all at once': () =>
    assert.equal(
      problemsOf({
        'fleets.rigging.burst.maxCont': 1,
        'fleets.rigging.burst.policies[9].target': 1,
        'quotas.spotVcpuMax.x': 1,
        '': 1,
      }).map(text => text.replace(/known are.*/, 'known are')),
      [
        "10:3 fleets.rigging.burst.maxCont is no setting: 'maxCont' is not known here; did you mean maxCount?",
        "10:3 fleets.rigging.burst.policies[9].target is no setting: '[9].target' is no place in a list of 2 items; write [0] to [1], or change the list as a whole",
        "10:3 quotas.spotVcpuMax.x is no setting: there is nothing below it (saw 'x'); asset-sim config prints all paths",
        "10:3  is no setting: '' is not known here; known are",
      ],
    ),
  'refuses a value as the parser does, at the place of the old one': () =>
    assert.equal(problemsOf({ 'budget.monthlyUsdMax': Number.NaN, 'fleets.rigging.burst.maxCount': -1 }), [
      '84:19 fleets.rigging.burst.maxCount must be >= 0 (saw -1); undefined',
      '106:20 budget.monthlyUsdMax must be a number (saw NaN); undefined',
    ]),
  'refuses what an alias stands for': () => {
    const text = prod.text
      .replace('zones: [a, b, c, d, f]', 'zones: &zones [a, b, c, d, f]')
      .replace(/(.*)zones: \[a, b, c, d, f\]/s, '$1zones: *zones');
    assert.match(problemsOf({ 'fleets.generation.burst.zones': ['a'] }, text)[0]!, /cannot be changed in place/);
    assert.match(difference({ 'fleets.rigging.burst.zones': ['a'] }, text), /- {8}zones: \*zones\n\+ {8}zones: \[a\]/);
  },
});
