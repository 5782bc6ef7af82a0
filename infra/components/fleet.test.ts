/** Fleets in Pulumi's own language host: prod's as they are, and plans that cannot be deployed. */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { LOG_RETENTION_DAYS } from '../../hub/catalog/request-counts.ts';
import { alarmsOf } from '../../hub/scaling/alarms-of.ts';
import { check } from '../../test/kit/check.ts';
import { stackPlan, stackText } from '../../test/kit/stack-plan.ts';
import type { ProgramRecord } from '../../test/pulumi-host/program-record.ts';
import { byType, descendantsOf, inputAt, jsonAt, single, textAt } from '../../test/pulumi-host/queries.ts';
import { recordProgram } from '../../test/pulumi-host/record-program.ts';
import { groupPlansOf } from '../fleet/fleet-group-plan.ts';

const PROJECT_FOLDER = fileURLToPath(new URL('../..', import.meta.url));
const main = relative(PROJECT_FOLDER, fileURLToPath(import.meta.resolve('./fleet.test-program.ts')));
const GROUP = 'aws:autoscaling/group:Group';

const plan = stackPlan('prod');
const prod = await recordProgram({ stack: 'prod', isPreview: false, main });
assert.is(prod.exitCode, 0, `${JSON.stringify(prod.logs)}${prod.stderr}`);

const changed = (from: string, to: string): Promise<ProgramRecord> =>
  recordProgram({ stack: 'prod', isPreview: true, main, stackText: stackText('prod').replace(from, to) });

/** Every group of the plan, with its logical name. */
const GROUPS = plan.fleets.flatMap(fleet =>
  groupPlansOf(fleet).map(groupPlan => ({ fleet, ...groupPlan, name: `${fleet.name}-${groupPlan.kind}` })),
);

check('the groups of prod', {
  'are a base and a burst for each fleet, of the size of the plan': () => {
    assert.equal(
      byType(prod, GROUP).map(({ name, inputs }) => [name, inputs.minSize, inputs.maxSize]),
      GROUPS.map(({ name, group }) => [`${name}-group`, group.minCount, group.maxCount]),
    );
  },
  'keep their capacity and their first hooks whatever a deploy says': () => {
    for (const { ignoreChanges } of byType(prod, GROUP)) {
      assert.equal(ignoreChanges, ['desiredCapacity', 'initialLifecycleHooks']);
    }
  },
  'have their hooks as resources too, so that changes arrive': () => {
    for (const { name, group } of GROUPS) {
      const groupName = single(prod, { type: GROUP, name: `${name}-group` }).state.name;
      for (const hook of ['launch', 'termination']) {
        const { inputs } = single(prod, { name: `${name}-${hook}-hook` });
        assert.is(inputs.autoscalingGroupName, groupName);
        assert.is(inputs.heartbeatTimeout, hook === 'launch' ? group.bootTimeoutSeconds : group.drainSeconds);
      }
    }
  },
  'pin a number of a version of their own template': () => {
    for (const { name, kind } of GROUPS) {
      const template = single(prod, { name: `${name}-template` });
      const group = single(prod, { type: GROUP, name: `${name}-group` });
      const [id, version] =
        kind === 'base'
          ? [inputAt(group, 'launchTemplate.id'), inputAt(group, 'launchTemplate.version')]
          : ['launchTemplateId', 'version'].map(key =>
              inputAt(group, `mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.${key}`),
            );
      assert.equal([id, version], [template.id, '1']);
    }
  },
  'have a subnet in each of their zones': () => {
    for (const { name, group } of GROUPS) {
      const subnets = inputAt(single(prod, { type: GROUP, name: `${name}-group` }), 'vpcZoneIdentifiers');
      assert.is(new Set(subnets as string[]).size, group.zones.length);
    }
  },
  'boot the image that was baked last, looked up by its parameter': () => {
    assert.ok(prod.invokes.length > 0);
    for (const { token, args } of prod.invokes) {
      assert.is(token, 'aws:ssm/getParameter:getParameter');
      assert.is(args.name, '/asset-hub/prod/machine-image');
    }
    for (const { name } of GROUPS) {
      const template = single(prod, { name: `${name}-template` });
      assert.match(textAt(template, 'imageId'), /^ami-/);
      assert.equal(template.secretPaths, []);
    }
  },
  'tell their instances which group they are': () => {
    for (const { name, kind, fleet } of GROUPS) {
      const text = Buffer.from(textAt(single(prod, { name: `${name}-template` }), 'userData'), 'base64').toString();
      assert.match(text, `ASSET_HUB_GROUP=${kind}\n`);
      const urls = fleet.queues.map(queue => single(prod, { name: `${queue}-queue` }).state.url);
      for (const url of urls) assert.ok(text.includes(String(url)), `${name} does not know ${url}`);
      assert.match(text, new RegExp(`^WORKER_IMAGE=.*:${plan.images.workerImageTag}$`, 'm'));
    }
  },
});

check('the policies of prod', {
  'are all there, each with its alarms': () => {
    const policies = GROUPS.flatMap(({ name, group }) => group.policies.map(policy => ({ name, policy }))).filter(
      // Who submits acts on these.
      ({ policy }) => policy.kind !== 'scaleOnSubmit',
    );
    assert.equal(
      byType(prod, 'aws:autoscaling/policy:Policy')
        .map(({ name }) => name)
        .toSorted(),
      policies.map(({ name, policy }) => `${name}-${policy.name}`).toSorted(),
    );
    const stepPolicies = policies.filter(({ policy }) => policy.kind === 'step');
    assert.equal(
      byType(prod, 'aws:cloudwatch/metricAlarm:MetricAlarm')
        .map(({ name }) => name)
        .toSorted(),
      stepPolicies
        .flatMap(({ name, policy }) => alarmsOf(policy).map(alarm => `${name}-${alarm.name}-alarm`))
        .toSorted(),
    );
  },
  'act on their own group, set off by their own alarm': () => {
    const policy = single(prod, { type: 'aws:autoscaling/policy:Policy', name: 'rigging-base-add-a-few' });
    const group = single(prod, { type: GROUP, name: 'rigging-base-group' });
    assert.is(policy.inputs.autoscalingGroupName, group.state.name);
    const alarm = single(prod, { name: 'rigging-base-add-a-few-alarm' });
    assert.equal(alarm.inputs.alarmActions, [policy.state.arn]);
    assert.is(inputAt(alarm, 'dimensions.QueueName'), single(prod, { name: 'rigging-queue' }).state.name);
  },
  'that track the backlog count the instances of both groups': async () => {
    const tracked = stackText('prod').replace('- preset: scale-on-submit', '- preset: backlog-tracking');
    const tracking = await recordProgram({ stack: 'prod', isPreview: false, main, stackText: tracked });
    const policy = single(tracking, {
      type: 'aws:autoscaling/policy:Policy',
      name: 'generation-burst-backlog-tracking',
    });
    const metrics = inputAt(policy, 'targetTrackingConfiguration.customizedMetricSpecification.metrics');
    const watched = JSON.stringify(metrics);
    for (const kind of ['base', 'burst']) {
      const { state } = single(tracking, { type: GROUP, name: `generation-${kind}-group` });
      assert.ok(watched.includes(`"${state.name}"`), `${kind} is not counted`);
    }
  },
});

check('the workers of a fleet', {
  'have one role, and no instance starts before it may do its work': () => {
    for (const { name } of plan.fleets) {
      const permissions = single(prod, { name: `${name}-worker-permissions` });
      assert.ok(single(prod, { name: `${name}-worker-profile` }).dependencies.includes(permissions.urn));
    }
    assert.is(byType(prod, 'aws:iam/instanceProfile:InstanceProfile').length, plan.fleets.length);
  },
  'may reach the queue of their fleet, and not the other': () => {
    const policy = JSON.stringify(jsonAt(single(prod, { name: 'rigging-worker-permissions' }), 'policy'));
    assert.ok(policy.includes(String(single(prod, { name: 'rigging-queue' }).state.arn)));
    assert.is(policy.includes(String(single(prod, { name: 'generation-queue' }).state.arn)), false);
  },
  'keep their logs as long as the bill says': () => {
    assert.is(single(prod, { name: 'rigging-log' }).inputs.retentionInDays, LOG_RETENTION_DAYS);
  },
});

check('every resource of a fleet', {
  'is a descendant of it, named after it, made by the explicit provider': () => {
    for (const { name } of plan.fleets) {
      const fleet = single(prod, { type: 'assethub:fleet:Fleet', name });
      const own = descendantsOf(prod, fleet.urn);
      assert.ok(own.length > 20);
      for (const resource of own) {
        assert.ok(resource.name.startsWith(`${name}-`), resource.urn);
        if (resource.isCustom) assert.match(String(resource.providerUrn), /::aws$/, resource.urn);
      }
    }
  },
});

check('a plan that cannot be deployed', {
  'ends the program before anything is registered, with the place and without a stack trace': async () => {
    const record = await changed('maxCount: 4\n', 'maxCount: 4\n        bootPath: instant\n');
    assert.is(record.exitCode, 32);
    assert.equal(byType(record, GROUP), []);
    const [{ message } = { message: '' }] = record.logs.filter(({ severity }) => severity === 'error');
    assert.match(
      message,
      /^this plan can be simulated, but not deployed\nPulumi\.prod\.yaml:\d+:19 fleets\.generation\.base\.bootPath/,
    );
    assert.is(/\n\s+at /.test(message), false);
  },
});
