import * as assert from 'uvu/assert';
import type { InstanceTypeName } from '../../hub/catalog/instances.ts';
import { speedRatioOf } from '../../hub/catalog/speed-ratio.ts';
import { HubError } from '../../hub/errors.ts';
import { STAGE_NAMES } from '../../hub/plan/stage-names.ts';
import { check, golden } from '../../test/kit/check.ts';
import { shellcheck } from '../../test/shellcheck/shellcheck.ts';
import { bootEnvironment } from './boot-environment.ts';
import { bootScripts, installScripts } from './boot-files.ts';
import { testSettings } from './boot-settings.test-data.ts';
import type { BootSettings } from './boot-settings.ts';
import { DEPLOYED_BOOT_PATHS, deployedBootPath } from './deployed-boot-path.ts';
import { environmentFile } from './environment-file.ts';
import { USER_DATA_BYTES_MAX, userData } from './user-data.ts';
import { USER_DATA_CALLS } from './user-data-calls.ts';
import { workerEnvironment } from './worker-environment.ts';

const CASES: Readonly<Record<string, BootSettings>> = {
  base: testSettings('base'),
  burst: testSettings('burst'),
  plain: testSettings('base', 'plain'),
};
const QUEUE = {
  visibilityTimeoutSeconds: 43_200,
  heartbeatSeconds: 43_200,
  receiveCountMax: 1000,
  longPollSeconds: 20,
};
const goldenOf = (name: string) => () => {
  const settings = CASES[name];
  assert.ok(settings);
  golden(new URL(`./golden/user-data.${name}.sh`, import.meta.url), userData(settings));
};

check('user data', {
  'of a base group with a warm pool': goldenOf('base'),
  'of a burst group': goldenOf('burst'),
  'of a stock machine image, with all its files': goldenOf('plain'),
  'fits with a queue for every stage and the longest names': () => {
    const settings = testSettings('base', 'plain');
    const name = (index: number) => `${'q'.repeat(30)}${index}`;
    const queues = STAGE_NAMES.map((stage, index) => ({ ...QUEUE, name: name(index), stages: [stage] }));
    const url = (queue: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/${queue}${'x'.repeat(80 - 31)}`;
    const text = userData({
      ...settings,
      plan: { ...settings.plan, queues },
      fleet: { ...settings.fleet, queues: queues.map(queue => queue.name) },
      queueUrls: Object.fromEntries(queues.map(queue => [queue.name, url(queue.name)])),
    });
    assert.ok(Buffer.byteLength(text) < 0.97 * USER_DATA_BYTES_MAX, `${Buffer.byteLength(text)} bytes`);
  },
  'that does not fit is refused before AWS refuses it': () => {
    const settings = { ...testSettings('base', 'plain'), logGroupName: 'x'.repeat(USER_DATA_BYTES_MAX) };
    assert.throws(() => userData(settings), /user data of everything base has \d+ bytes, AWS takes 16384/);
  },
  'of a path that no instance takes is refused with the paths that there are': () => {
    const refusalOf = (name: string): unknown => {
      try {
        return userData(testSettings('base', name));
      } catch (error) {
        return error;
      }
    };
    for (const name of ['instant', 'warm-start']) {
      const error = refusalOf(name);
      assert.instance(error, HubError);
      assert.match(String(error), new RegExp(`bootPath ${name} can be simulated but not deployed`));
    }
    for (const name of DEPLOYED_BOOT_PATHS) assert.is(deployedBootPath(name), name);
  },
  'of a group that the fleet does not have is a mistake of the program': () => {
    const settings = testSettings('base');
    assert.throws(() => userData({ ...settings, fleet: { ...settings.fleet, base: undefined } }), /has no base group/);
  },
});

/** Every script that an instance or a bake runs. */
const SCRIPTS = [...bootScripts(), ...installScripts()];

check('the scripts', {
  'have no fault that ShellCheck knows': () =>
    assert.equal(
      SCRIPTS.flatMap(({ name, text }) => shellcheck(name, text)),
      [],
    ),
  'have none in the user data either': () =>
    assert.equal(
      Object.entries(CASES).flatMap(([name, settings]) => shellcheck(name, userData(settings))),
      [],
    ),
  'stop at the first error': () => {
    for (const { name, text } of SCRIPTS) assert.match(text, /^set -euo pipefail$/m, name);
  },
  'read what they are told, and are told what they read': () => {
    const text = bootScripts()
      .map(script => script.text.replace(/^\s*#.*$/gm, ''))
      .join('');
    const names = (pattern: RegExp) => new Set([...text.matchAll(pattern)].map(match => match[1]));
    const assigned = names(/^\s*([A-Z_]+)=/gm);
    const read = [...names(/\$\{?([A-Z][A-Z_]+)/g)].filter(name => !assigned.has(name));
    // The AWS CLI reads the region by itself.
    const told = Object.keys(bootEnvironment(testSettings('base')));
    assert.equal([...new Set([...read, 'AWS_REGION'])].sort(), told.sort());
  },
});

/** What each call in the scripts needs of IAM. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'aws ecr get-login-password': ['ecr:GetAuthorizationToken'],
  'aws s3 cp': ['s3:GetObject'],
  'aws autoscaling complete-lifecycle-action': ['autoscaling:CompleteLifecycleAction'],
  'docker pull': ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
  '--log-driver awslogs': ['logs:CreateLogStream', 'logs:PutLogEvents'],
};

check('the calls to AWS', {
  'are those that the worker role is given': () => {
    const text = SCRIPTS.map(script => script.text.replace(/^\s*#.*$/gm, '')).join('');
    const calls = [...text.matchAll(/\baws [a-z0-9]+ [a-z-]+|docker pull|--log-driver \w+/g)].map(match => match[0]);
    const actions = calls.flatMap(call => ACTIONS[call] ?? [`unknown call: ${call}`]);
    assert.equal([...new Set(actions)].sort(), [...USER_DATA_CALLS].sort());
  },
  'only read the bucket': () => {
    const copies = SCRIPTS.flatMap(({ text }) => text.match(/aws s3 cp .*/g) ?? []);
    assert.ok(copies.length > 0);
    for (const copy of copies) assert.match(copy, /^aws s3 cp --only-show-errors "\$WEIGHTS_URL\/\S+" "\$\w+/);
  },
});

check("the worker's environment", {
  'has the queues in the order in which the fleet polls them': () => {
    const queues: { name: string; url: string }[] = JSON.parse(
      workerEnvironment(testSettings('burst')).ASSET_HUB_QUEUES ?? '',
    );
    assert.equal(
      queues.map(({ name, url }) => [name, url.split('/').at(-1)]),
      [
        ['rigging', 'asset-hub-test-rigging-0a1b2c3'],
        ['generation', 'asset-hub-test-generation-0a1b2c3'],
      ],
    );
  },
  'has the drain time of its own group': () => {
    assert.is(workerEnvironment(testSettings('base')).ASSET_HUB_DRAIN_SECONDS, '600');
    assert.is(workerEnvironment(testSettings('burst')).ASSET_HUB_DRAIN_SECONDS, '300');
  },
  'expects a stage to take as long as on the slowest machine that the group may get': () => {
    const settings = testSettings('base');
    const retopologySeconds = (...instanceTypes: InstanceTypeName[]) => {
      const base = { ...settings.fleet.base!, instanceTypes };
      const environment = workerEnvironment({ ...settings, fleet: { ...settings.fleet, base } });
      return JSON.parse(environment.ASSET_HUB_STAGE_SECONDS!).retopology as number;
    };
    const referenceSeconds = retopologySeconds('g4dn.xlarge');
    const ratio = speedRatioOf('g4dn.2xlarge', settings.plan.stages.retopology.bound);
    assert.ok(ratio > 1);
    assert.ok(Math.abs(retopologySeconds('g4dn.2xlarge') - referenceSeconds / ratio) < 0.001);
    assert.is(retopologySeconds('g4dn.2xlarge', 'g4dn.xlarge'), referenceSeconds);
  },
  'is refused when a queue has no URL': () =>
    assert.throws(
      () => workerEnvironment({ ...testSettings('base'), queueUrls: {} }),
      /everything: no URL given for queue rigging/,
    ),
  'is refused when a value would become two lines': () =>
    assert.throws(() => environmentFile({ A: 'b', EVIL: 'x\nPATH=/tmp' }), /EVIL has a line break/),
});
