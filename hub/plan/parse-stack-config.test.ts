import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { type PlanPatch, parseStackConfig } from './parse-stack-config.ts';
import { stackText } from './stack-text.test-data.ts';

const FILE = 'Pulumi.test.yaml';

const parse = (text: string, patches: readonly PlanPatch[] = []) =>
  parseStackConfig({ text, file: FILE, stack: 'test', patches });

function planOf(text: string, patches: readonly PlanPatch[] = []) {
  const parsed = parse(text, patches);
  if (parsed.kind === 'plan') return parsed;
  throw new Error(JSON.stringify(parsed.problems, undefined, 1));
}

/** Each problem as `file:line:column path message | hint`. */
function problems(text: string, patches: readonly PlanPatch[] = []): readonly string[] {
  const parsed = parse(text, patches);
  if (parsed.kind === 'plan') return [];
  return parsed.problems.map(
    p => `${p.file}:${p.line}:${p.column} ${p.path} ${p.message}${p.hint === undefined ? '' : ` | ${p.hint}`}`,
  );
}

check('parseStackConfig', {
  'reads the smallest stack and fills in the rest': () => {
    const { plan, warnings } = planOf(stackText());
    assert.equal(warnings, []);
    assert.is(plan.stack, 'test');
    assert.is(plan.region, 'us-east-1');
    assert.is(plan.queues[0]!.longPollSeconds, 20);
    assert.is(plan.fleets[0]!.base, undefined);
    assert.equal(plan.stages.retopology.serviceSeconds, { kind: 'lognormal', mean: 60, cv: 0.25 });
    assert.is(plan.assumptions.alarmActionSeconds, 3);
  },
  'ignores salts, secrets and the settings of others': () => {
    const more = `  asset-hub:apiKey: {secure: AAABAxyz}
  aws:profile: work
  other-program:flets: {a: 1}
encryptionsalt: v1:abc=
secretsprovider: passphrase
`;
    assert.equal(planOf(stackText({}, more)).plan, planOf(stackText()).plan);
  },
  'sorts queues by their first stage and fleets by name': () => {
    const text = stackText({
      '    all:\n      stages: [text-to-image, matte, image-to-3d, retopology, texture, rigging, package]':
        '    second: {stages: [retopology, texture, rigging, package]}\n    first: {stages: [text-to-image, matte, image-to-3d]}',
      '[all]': '[second, first]',
    });
    const more = '    another: {queues: [first], base: {minCount: 1, maxCount: 1, instanceTypes: [g4dn.xlarge]}}\n';
    const { plan } = planOf(text + more);
    assert.equal(
      plan.queues.map(queue => queue.name),
      ['first', 'second'],
    );
    assert.equal(
      plan.fleets.map(fleet => fleet.name),
      ['another', 'workers'],
    );
  },
  'looks presets up': () => {
    const { plan } = planOf(stackText({ 'maxCount: 1\n': 'maxCount: 9\n        policies: [{preset: steep-steps}]\n' }));
    assert.is(plan.fleets[0]!.burst!.policies[0]!.kind, 'step');
  },
  'lets a stage keep what a file does not change': () => {
    const { plan } = planOf(
      stackText({}, '  asset-hub:stages: {rigging: {serviceSeconds: {kind: constant, value: 9}}}\n'),
    );
    assert.equal(plan.stages.rigging, { serviceSeconds: { kind: 'constant', value: 9 }, bound: 'cpu' });
  },
  'takes boot paths beside its own': () => {
    const phase = '{kind: constant, value: 1}';
    const mine = `  asset-hub:boot: {mine: {launchSeconds: ${phase}, bootSeconds: ${phase}, modelLoadSeconds: ${phase}}}\n`;
    const { plan } = planOf(stackText({ 'maxCount: 1\n': 'maxCount: 1\n        bootPath: mine\n' }, mine));
    assert.equal(plan.boot.mine!.bootSeconds, { kind: 'constant', value: 1 });
  },
});

check('parseStackConfig with patches', {
  'lays them over the stack in order': () => {
    const patches = [
      { text: 'fleets: {workers: {burst: {maxCount: 5, minCount: 5}}}', file: 'one.yaml' },
      { text: 'fleets: {workers: {burst: {maxCount: 7}}}\nquotas: {spotVcpuMax: 28}', file: 'two.yaml' },
    ];
    const { burst } = planOf(stackText(), patches).plan.fleets[0]!;
    assert.equal([burst!.minCount, burst!.maxCount], [5, 7]);
  },
  'removes what they set to null': () => {
    const text = stackText({}, '      base: {minCount: 1, maxCount: 1, instanceTypes: [g5.xlarge]}\n');
    assert.is(
      planOf(text, [{ text: 'fleets: {workers: {base: null}}', file: 'p.yaml' }]).plan.fleets[0]!.base,
      undefined,
    );
  },
  'point into the patch for what stands there': () =>
    assert.equal(problems(stackText(), [{ text: '\nfleets:\n  workers: {burst: {maxCount: 0}}\n', file: 'p.yaml' }]), [
      'p.yaml:3:31 fleets.workers.burst.maxCount must be a whole number >= minCount (saw 0, minCount 1) | raise maxCount to 1 or set minCount to 0',
    ]),
  'change nothing when empty': () =>
    assert.equal(planOf(stackText(), [{ text: '', file: 'p.yaml' }]).plan, planOf(stackText()).plan),
  'name unknown sections': () =>
    assert.equal(problems(stackText(), [{ text: 'flets: {}', file: 'p.yaml' }]), [
      'p.yaml:1:1 flets is not a key that is known here | did you mean fleets?',
    ]),
});

check('parseStackConfig, given mistakes,', {
  'says that a file has no config': () => {
    const hint = 'write config: and below it asset-hub:fleets:';
    assert.equal(problems(''), [`${FILE}:1:1 config is missing: a stack file has the mapping config | ${hint}`]);
    assert.equal(problems('config: 5\n'), [
      `${FILE}:1:9 config is missing: a stack file has the mapping config | ${hint}`,
    ]);
  },
  'says where YAML goes wrong': () =>
    assert.match(
      problems(stackText({ 'maxCount: 1': 'maxCount: [1' }))[0]!,
      /^Pulumi.test.yaml:12:\d+ {2}is not valid YAML/,
    ),
  'knows the regions it has prices for': () => {
    assert.equal(problems(stackText({ 'us-east-1': 'us-east-2' })), [
      `${FILE}:2:15 aws:region must be a region the catalog has prices for: us-east-1 (saw us-east-2) | did you mean us-east-1?`,
    ]);
    assert.match(
      problems(stackText({ '  aws:region: us-east-1\n': '' }))[0]!,
      /^Pulumi.test.yaml:1:1 aws:region is missing/,
    );
  },
  'names unknown sections with the one that was meant': () =>
    assert.equal(problems(stackText({}, '  asset-hub:quota: {spotVcpuMax: 8}\n')), [
      `${FILE}:13:3 quota is not a key that is known here | did you mean quotas?`,
    ]),
  'notices a namespace that is nearly its own, or none': () =>
    assert.equal(problems(stackText({}, '  asset-hb:quotas: {}\n  storage: {}\n')), [
      `${FILE}:13:3 asset-hb:quotas is in no namespace anybody reads (saw asset-hb) | did you mean asset-hub:quotas?`,
      `${FILE}:14:3 storage has no namespace, so nobody reads it | did you mean asset-hub:storage?`,
    ]),
  'says which sections are missing': () =>
    assert.equal(problems('config: {aws:region: us-east-1}\n'), [
      `${FILE}:1:1 queues is missing: it must be a mapping`,
      `${FILE}:1:1 fleets is missing: it must be a mapping`,
    ]),
  'names unknown keys and instance types': () =>
    assert.equal(problems(stackText({ 'maxCount: 1': 'maxCont: 1', '[g4dn.xlarge]': '[g4dn.xlarg]' })), [
      `${FILE}:9:7 fleets.workers.burst.maxCount is missing: it must be a number`,
      `${FILE}:11:9 fleets.workers.burst.maxCont is not a key that is known here | did you mean maxCount?`,
      `${FILE}:12:25 fleets.workers.burst.instanceTypes[0] must be one of g4dn.xlarge, g4dn.2xlarge, g4dn.4xlarge, g5.xlarge, g5.2xlarge, g6.xlarge, g6.2xlarge, g6e.xlarge (saw "g4dn.xlarg") | did you mean g4dn.xlarge?`,
    ]),
  'reports everything at once, in the order of the file': () => {
    const text = stackText(
      {
        'stages: [text-to-image,': 'heartbeatSeconds: 900\n      stages: [text-to-image,',
        'minCount: 1': 'minCount: 3',
        '[all]': '[al]',
      },
      '  asset-hub:quotas: {spotVcpuMax: -5}\n  asset-hub:gate: {thresholds: ["p95(queue_wait)<1"]}\n  asset-hub:nothing: 1\n',
    );
    assert.equal(
      problems(text).map(line => line.split(' ').slice(0, 2).join(' ')),
      [
        `${FILE}:4:5 queues.all`,
        `${FILE}:5:25 queues.all.heartbeatSeconds`,
        `${FILE}:9:16 fleets.workers.queues[0]`,
        `${FILE}:12:19 fleets.workers.burst.maxCount`,
        `${FILE}:14:35 quotas.spotVcpuMax`,
        `${FILE}:15:33 gate.thresholds[0]`,
        `${FILE}:16:3 nothing`,
      ],
    );
  },
  'checks the other fleets when one cannot be read': () => {
    const group = (maxCount: string) => `base: {minCount: 1, maxCount: ${maxCount}, instanceTypes: [g4dn.xlarge]}`;
    const more = `    one: {queues: [all], ${group('many')}}\n    two: {queues: [all], ${group('0')}}\n`;
    assert.equal(
      problems(stackText() + more).map(line => line.split(' ')[1]),
      ['fleets.one.base.maxCount', 'fleets.two.base.maxCount'],
    );
  },
  'does not complain about what only follows from another mistake': () =>
    assert.equal(problems(stackText({ 'stages: [text-to-image,': 'stages: [text-to-imag,' })).length, 1),
  'never throws, whatever stands in the file': () => {
    for (const text of [
      '[]',
      'config: []',
      'config: {asset-hub:fleets: [], asset-hub:queues: 1}',
      'config: {asset-hub:fleets: {a: null}}',
      '5',
      'config:\n  asset-hub:boot: []\n',
    ]) {
      assert.ok(problems(text).length > 0, text);
    }
  },
});
