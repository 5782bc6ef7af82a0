/** A program with a component, an awsx network, secrets and a bundle: what the record says of it, in both modes. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { missingOutputs } from './missing-outputs.ts';
import { UNKNOWN } from './program-record.ts';
import { archiveText, childrenOf, inputAt, jsonAt, single, textAt, unknownPaths } from './queries.ts';
import { recordProgram } from './record-program.ts';

const projectFolder = join(import.meta.dirname, 'test-program');
const stackText = readFileSync(join(projectFolder, 'Pulumi.test.yaml'), 'utf8');
const changedText = stackText.replace('retentionDays: 14', 'retentionDays: 7');

/** What the tester's shell may well hold. */
process.env.AWS_PROFILE = 'somebody';

const [updated, again, previewed] = await Promise.all([
  recordProgram({ projectFolder, stack: 'test', isPreview: false }),
  recordProgram({ projectFolder, stack: 'test', isPreview: false }),
  recordProgram({ projectFolder, stack: 'test', isPreview: true, stackText: changedText }),
]);

const urn = (rest: string) => `urn:pulumi:test::recorder-test::${rest}`;
const STACK = urn('pulumi:pulumi:Stack::recorder-test-test');
const PAIR = urn('recorder:test:QueuePair::jobs');
const JOBS = urn('recorder:test:QueuePair$aws:sqs/queue:Queue::jobs');
const DEAD = urn('recorder:test:QueuePair$aws:sqs/queue:Queue::jobs-dead');
const ROLE = urn('aws:iam/role:Role::handler');
const PROVIDER = urn('pulumi:providers:aws::main');
/** One from the configuration, and one that the resource declares to be secret. */
const SECRETS = ['environment.variables.ROLE_ID', 'environment.variables.TOKEN'];
const queue = single(updated, { type: 'aws:sqs/queue:Queue', name: 'jobs' });
const bucket = single(updated, { type: 'aws:s3/bucket:Bucket' });
const versioning = single(updated, { type: 'aws:s3/bucketVersioning:BucketVersioning' });
const handler = single(updated, { type: 'aws:lambda/function:Function' });
const network = single(updated, { type: 'awsx:ec2:Vpc' });

check('the record of an update', {
  'is one of success': () => {
    assert.is(updated.exitCode, 0);
    assert.equal(updated.logs, []);
    assert.is(updated.stdout + updated.stderr, '');
  },
  'has the URNs Pulumi would give': () => {
    assert.is(queue.urn, JOBS);
    assert.is(versioning.urn, urn('aws:s3/bucket:Bucket$aws:s3/bucketVersioning:BucketVersioning::assets-versioning'));
    assert.is(new Set(updated.resources.map(resource => resource.urn)).size, updated.resources.length);
  },
  'knows parents': () => {
    assert.equal(
      childrenOf(updated, PAIR).map(child => child.urn),
      [JOBS, DEAD],
    );
    assert.is(single(updated, { type: 'recorder:test:QueuePair' }).parentUrn, STACK);
    assert.is(single(updated, { type: 'pulumi:pulumi:Stack' }).parentUrn, undefined);
  },
  'tells components from resources': () => {
    assert.equal([queue.isCustom, queue.isRemote], [true, false]);
    assert.equal([network.isCustom, network.isRemote], [false, true]);
    const pair = single(updated, { type: 'recorder:test:QueuePair' });
    assert.equal([pair.isCustom, pair.isRemote], [false, false]);
    assert.equal(pair.inputs, { retentionDays: 14 });
  },
  'knows providers, own and inherited': () => {
    assert.is(bucket.providerUrn, PROVIDER);
    assert.is(queue.providerUrn, PROVIDER);
    assert.equal(network.providerUrns, { aws: PROVIDER });
  },
  'knows options, and which of them children inherit': () => {
    assert.equal(queue.ignoreChanges, ['messageRetentionSeconds']);
    assert.equal(handler.replaceOnChanges, ['runtime']);
    assert.equal(handler.customTimeouts, { create: '5m' });
    assert.equal(bucket.aliases[0], { name: 'files', parentUrn: STACK });
    for (const { protect, retainOnDelete } of [bucket, versioning])
      assert.equal([protect, retainOnDelete], [true, true]);
    assert.equal([queue.protect, queue.retainOnDelete], [false, false]);
  },
  'knows what depends on what, and by which property': () => {
    assert.equal(queue.dependencies, [DEAD]);
    assert.equal(queue.propertyDependencies, { redrivePolicy: [DEAD] });
    // dependsOn a component means its children.
    assert.equal(single(updated, { type: 'aws:iam/role:Role' }).dependencies, [JOBS, DEAD]);
    assert.equal(handler.propertyDependencies.environment, [ROLE, JOBS]);
  },
  'knows where a resource was written': () => {
    const { file, line } = queue.sourcePosition ?? { file: '', line: 0 };
    assert.is(file, 'queue-pair.ts');
    assert.match(
      readFileSync(join(projectFolder, file), 'utf8').split('\n')[line - 1] ?? '',
      /const queue = new aws\.sqs\.Queue/,
    );
  },
  'has outputs that other resources could read': () => {
    const dead = single(updated, { name: 'jobs-dead' });
    assert.match(`${dead.state.arn}`, /^arn:aws:sqs:us-west-2:\d{12}:jobs-dead-[0-9a-f]{7}$/);
    assert.equal(jsonAt(queue, 'redrivePolicy'), { deadLetterTargetArn: dead.state.arn, maxReceiveCount: 3 });
    assert.is(bucket.state.bucket, 'the-assets');
    assert.is(inputAt(versioning, 'bucket'), bucket.id);
    assert.is(textAt(handler, 'environment.variables.QUEUE_URL'), queue.id);
    assert.is(textAt(single(updated, { type: 'aws:ec2/securityGroup:SecurityGroup' }), 'vpcId'), network.state.vpcId);
  },
  'knows everything': () =>
    assert.equal(
      updated.resources.flatMap(({ inputs, state }) => [...unknownPaths(inputs), ...unknownPaths(state)]),
      [],
    ),
  'has one subnet per zone': () =>
    assert.equal(inputAt(handler, 'vpcConfig.subnetIds'), ['subnet-private-us-west-2a', 'subnet-private-us-west-2b']),
  'unwraps secrets and remembers where they were': () => {
    assert.is(inputAt(handler, 'environment.variables.TOKEN'), 'swordfish');
    assert.equal(handler.secretPaths, SECRETS);
    assert.is(updated.stackOutputs.secretToken, 'swordfish');
    assert.equal(updated.stackOutputSecretPaths, ['secretToken', 'secretVariables']);
  },
  'holds bundles that run': async () => {
    const bundle = archiveText(handler, 'code', 'index.mjs');
    const module = await import(`data:text/javascript,${encodeURIComponent(bundle)}`);
    assert.is(await module.handler(), 'handled');
  },
  'has what components and the stack put out': () => {
    assert.equal(updated.outputs[PAIR], { url: queue.id, arn: queue.state.arn });
    assert.is(updated.stackOutputs.queueUrl, queue.id);
    assert.equal(updated.stackOutputs, updated.outputs[STACK]);
  },
  'has the questions to data sources, and the program their answers': () => {
    assert.equal(updated.invokes, [{ token: 'aws:index/getCallerIdentity:getCallerIdentity', args: {} }]);
    assert.is(updated.stackOutputs.accountId, '123456789012');
  },
  'is the same each time': () => {
    const { rootFolder } = again.stackOutputs;
    assert.is(
      JSON.stringify(again).replaceAll(`${rootFolder}`, `${updated.stackOutputs.rootFolder}`),
      JSON.stringify(updated),
    );
  },
});

check('the program', {
  'gets the configuration as Pulumi passes it, objects with their keys in order': () => {
    assert.is(inputAt(queue, 'messageRetentionSeconds'), 14 * 86_400);
    assert.is(updated.stackOutputs.zonesText, '{"first":"a","second":"b"}');
    assert.is(inputAt(single(updated, { type: 'pulumi:providers:aws' }), 'region'), 'us-west-2');
  },
  'finds the stack file it was started with beside Pulumi.yaml': () => {
    assert.is(updated.stackOutputs.stackText, stackText);
    assert.is(previewed.stackOutputs.stackText, changedText);
    assert.is(inputAt(single(previewed, { name: 'jobs-dead' }), 'messageRetentionSeconds'), 7 * 86_400);
  },
  'sees nothing of the environment of the tests': () => assert.equal(updated.stackOutputs.awsVariables, []),
  'runs in its own folder': () => assert.is(updated.stackOutputs.programFolder, projectFolder),
  'leaves nothing behind': () => assert.not(existsSync(`${updated.stackOutputs.rootFolder}`)),
  'knows where it is': () => {
    assert.equal(updated.stackOutputs.names, { project: 'recorder-test', stack: 'test', isPreview: false });
    assert.equal(previewed.stackOutputs.names, { project: 'recorder-test', stack: 'test', isPreview: true });
  },
});

check('the record of a preview', {
  'has the same resources': () =>
    assert.equal(
      previewed.resources.map(resource => resource.urn),
      updated.resources.map(resource => resource.urn),
    ),
  'knows no ids': () =>
    assert.equal(
      previewed.resources.filter(({ id }) => id !== undefined),
      [],
    ),
  'does not know what AWS decides': () => {
    const { inputs } = single(previewed, { type: 'aws:lambda/function:Function' });
    assert.equal(unknownPaths(inputs), [
      'environment.variables.QUEUE_URL',
      'environment.variables.ROLE_ID',
      'role',
      'vpcConfig.securityGroupIds[0]',
      'vpcConfig.subnetIds',
    ]);
    assert.is(inputAt(single(previewed, { name: 'jobs', type: 'aws:sqs/queue:Queue' }), 'redrivePolicy'), UNKNOWN);
    assert.is(previewed.stackOutputs.queueUrl, UNKNOWN);
  },
  'knows names and secrets': () => {
    const { state, secretPaths } = single(previewed, { type: 'aws:lambda/function:Function' });
    assert.is(state.name, handler.state.name);
    assert.is(inputAt({ inputs: state }, 'environment.variables.TOKEN'), 'swordfish');
    assert.equal(secretPaths, SECRETS);
  },
  'leaves nothing open that an update does not answer': () => assert.equal(missingOutputs(previewed, updated), []),
  'shows an output the engine lacks': () => {
    const resources = updated.resources.map(resource =>
      resource === versioning ? { ...resource, inputs: {} } : resource,
    );
    const [sentence, ...others] = missingOutputs(previewed, { ...updated, resources });
    assert.match(sentence ?? '', /^bucket, an input of \S+::assets-versioning, is nothing in an update/);
    assert.equal(others, []);
  },
});
