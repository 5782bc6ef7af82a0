/** Rules that hold for every resource of both stacks, whoever wrote its component. */
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { stackPlan } from '../kit/stack-plan.ts';
import type { ProgramRecord, ResourceRecord } from '../pulumi-host/program-record.ts';
import { byType, childrenOf, jsonAt, single } from '../pulumi-host/queries.ts';
import { previewedStack, recordedStack } from '../pulumi-host/recorded-stack.ts';

const label = ({ type, name }: ResourceRecord): string => `${type} '${name}'`;
const isComponent = ({ type }: ResourceRecord): boolean => type.startsWith('assethub:');

/** What is lost for ever when it goes. */
const STATEFUL = [
  { type: 'aws:s3/bucket:Bucket', name: 'store-assets-bucket' },
  { type: 'aws:dynamodb/table:Table', name: 'jobs-table' },
  { type: 'aws:cognito/userPool:UserPool', name: 'sign-in-players' },
];

const parentOf = (record: ProgramRecord, { parentUrn }: ResourceRecord): ResourceRecord | undefined =>
  record.resources.find(({ urn }) => urn === parentUrn);

for (const stack of ['dev', 'prod'] as const) {
  const plan = stackPlan(stack);

  check(`every resource of ${stack}`, {
    'stands below a component that its name begins with': async () => {
      const record = await recordedStack(stack);
      for (const resource of record.resources) {
        const parent = parentOf(record, resource);
        const isTop = parent?.type === 'pulumi:pulumi:Stack';
        if (parent === undefined || (isTop && (isComponent(resource) || resource.type === 'pulumi:providers:aws')))
          continue;
        assert.not(isTop, label(resource));
        assert.ok(resource.name.startsWith(`${parent.name}-`), `${label(resource)} below '${parent.name}'`);
      }
    },
    'is made by the one provider that knows region and tags': async () => {
      const record = await recordedStack(stack);
      const provider = single(record, { type: 'pulumi:providers:aws' });
      assert.is(provider.inputs.region, plan.region);
      for (const resource of record.resources) {
        if (resource.type.startsWith('aws:'))
          assert.ok(resource.providerUrn?.startsWith(provider.urn), label(resource));
        if (resource.type.startsWith('awsx:')) {
          assert.ok(
            Object.values(resource.providerUrns).some(urn => urn.startsWith(provider.urn)),
            label(resource),
          );
        }
      }
    },
    'carries the tags of its stack to what it launches': async () => {
      const record = await recordedStack(stack);
      const provider = single(record, { type: 'pulumi:providers:aws' });
      // Inputs of providers travel as JSON.
      const { tags } = jsonAt(provider, 'defaultTags') as { readonly tags: Readonly<Record<string, string>> };
      assert.is(tags['asset-hub:stack'], stack);
      for (const group of byType(record, 'aws:autoscaling/group:Group')) {
        const own = group.inputs.tags as readonly { key: string; value: string; propagateAtLaunch: boolean }[];
        for (const [key, value] of Object.entries(tags)) {
          const found = own.find(tag => tag.key === key);
          assert.equal([found?.value, found?.propagateAtLaunch], [value, true], `${label(group)} ${key}`);
        }
      }
    },
    'that is a component has told Pulumi what it gives out': async () => {
      const record = await recordedStack(stack);
      for (const component of record.resources.filter(isComponent)) {
        assert.ok(record.outputs[component.urn] !== undefined, label(component));
      }
    },
    'that holds data is protected exactly where the plan says so': async () => {
      const record = await recordedStack(stack);
      for (const wanted of STATEFUL) {
        const { protect, retainOnDelete } = single(record, wanted);
        assert.equal([protect, retainOnDelete], [plan.storage.protect, plan.storage.protect], wanted.name);
      }
    },
    'keeps secrets secret: the signing key, and nothing else': async () => {
      const record = await recordedStack(stack);
      const secret = record.resources.filter(({ secretPaths }) => secretPaths.length > 0).map(({ name }) => name);
      assert.equal(secret, ['delivery-signing-key-1-private']);
      assert.equal(record.stackOutputSecretPaths, []);
      const text = JSON.stringify(record.resources.filter(({ name }) => !name.startsWith('delivery-signing')));
      assert.not.match(text, /PRIVATE KEY/);
    },
    'is the same in every recording': async () => {
      // The second record is a preview: what it knows must be what the update does.
      const [made, seen] = [await recordedStack(stack), await previewedStack(stack)];
      assert.equal(
        seen.resources.map(({ urn }) => urn),
        made.resources.map(({ urn }) => urn),
      );
    },
  });
}

check('the preview of prod', {
  'shows the prediction as plain numbers, before anything exists': async () => {
    const record = await previewedStack('prod');
    const { inputs } = single(record, { type: 'assethub:capacity:CapacityPlan' });
    for (const key of ['costUsdPerCharacter', 'turnaroundSecondsP95', 'coldStartRatio'] as const) {
      assert.type(inputs[key], 'number', key);
    }
    assert.is(record.stackOutputs.predictedCostUsdPerCharacter, inputs.costUsdPerCharacter!);
    assert.is(record.stackOutputs.predictedColdStartRatio, inputs.coldStartRatio!);
    assert.equal(record.stackOutputs.predictedWaitSecondsP95, inputs.waitSecondsP95!);
    assert.match(record.logs[0]!.message, /^predicted for 10,000 users within a minute: \$0\.0\d+ per character/);
  },
  'creates nothing below the prediction': async () => {
    const record = await previewedStack('prod');
    const { urn } = single(record, { type: 'assethub:capacity:CapacityPlan' });
    assert.equal(childrenOf(record, urn), []);
  },
});
