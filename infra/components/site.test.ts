/** Network, images, asset store and delivery in Pulumi's own language host, for a guarded plan and for a bare one. */
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { validateResource } from '../../test/provider-schema/validate-resource.ts';
import type { ProgramRecord, ResourceRecord } from '../../test/pulumi-host/program-record.ts';
import { byType, descendantsOf, inputAt, jsonAt, single } from '../../test/pulumi-host/queries.ts';
import { BARE_SITE, GUARDED_SITE, siteRecord } from '../../test/stacks/site-record.ts';

const guarded = await siteRecord(GUARDED_SITE);
const bare = await siteRecord(BARE_SITE);
const both = [guarded, bare];

const BUCKET_POLICY = 'aws:s3/bucketPolicy:BucketPolicy';
const BUCKETS = ['store-assets', 'store-page'];

const inputsOf = (record: ProgramRecord, type: string) => single(record, { type }).inputs;
const bucketId = (record: ProgramRecord, name: string) =>
  single(record, { type: 'aws:s3/bucket:Bucket', name: `${name}-bucket` }).id;

/** What of a bucket's settings is of the type. */
function settingOf(record: ProgramRecord, bucket: string, type: string): ResourceRecord {
  const found = byType(record, type).filter(({ inputs }) => inputs.bucket === bucketId(record, bucket));
  assert.is(found.length, 1, `${bucket} has ${found.length} of ${type}`);
  return found[0]!;
}

check('the network', {
  'names its zones, its way out and its DNS, and leaves awsx no choice': () => {
    const vpc = single(guarded, { type: 'awsx:ec2:Vpc' }).inputs;
    assert.equal(vpc.availabilityZoneNames, ['us-east-1a', 'us-east-1f']);
    assert.equal(vpc.natGateways, { strategy: 'OnePerAz' });
    assert.equal([vpc.enableDnsHostnames, vpc.enableDnsSupport, vpc.subnetStrategy], [true, true, 'Auto']);
    assert.equal(inputsOf(bare, 'awsx:ec2:Vpc').natGateways, { strategy: 'None' });
  },
  'puts workers where the plan says, one subnet per zone': () => {
    assert.equal(guarded.stackOutputs.workerSubnetIds, ['subnet-private-us-east-1a', 'subnet-private-us-east-1f']);
    assert.equal(bare.stackOutputs.workerSubnetIds, ['subnet-public-us-east-1a', 'subnet-public-us-east-1f']);
  },
  'has gateway endpoints on every route table': () => {
    const { vpcEndpointSpecs, vpcEndpointStrategy } = inputsOf(bare, 'awsx:ec2:Vpc');
    assert.is((vpcEndpointSpecs as readonly unknown[]).length, 2);
    assert.is(vpcEndpointStrategy, 'Auto');
  },
  'lets nothing in, and of workers nothing out but HTTPS': () => {
    for (const record of both) {
      const closed = inputsOf(record, 'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup');
      assert.equal([closed.ingress, closed.egress], [undefined, undefined]);
      const workers = inputsOf(record, 'aws:ec2/securityGroup:SecurityGroup');
      assert.equal([workers.ingress, workers.egress], [undefined, undefined]);
      assert.equal(byType(record, 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule'), []);
      const { fromPort, toPort, ipProtocol } = inputsOf(
        record,
        'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule',
      );
      assert.equal([fromPort, toPort, ipProtocol], [443, 443, 'tcp']);
    }
  },
});

check('each bucket', {
  'has every lock, whatever the plan': () => {
    for (const [record, name] of both.flatMap(one => BUCKETS.map(bucket => [one, bucket] as const))) {
      const setting = (type: string) => settingOf(record, name, `aws:s3/${type}`);
      const blocked = setting('bucketPublicAccessBlock:BucketPublicAccessBlock').inputs;
      assert.equal(
        [blocked.blockPublicAcls, blocked.blockPublicPolicy, blocked.ignorePublicAcls, blocked.restrictPublicBuckets],
        [true, true, true, true],
      );
      const versioning = setting('bucketVersioning:BucketVersioning');
      assert.is(inputAt(versioning, 'versioningConfiguration.status'), 'Enabled');
      const ownership = setting('bucketOwnershipControls:BucketOwnershipControls');
      assert.is(inputAt(ownership, 'rule.objectOwnership'), 'BucketOwnerEnforced');
      assert.ok(setting('bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration'));
      assert.ok(setting('bucketLifecycleConfiguration:BucketLifecycleConfiguration'));
      assert.ok(setting('bucketPolicy:BucketPolicy'));
    }
  },
  'of assets is kept with its locks when the plan protects, and goes when it does not': () => {
    for (const record of both) {
      const isKept = record === guarded;
      const store = single(record, { name: 'store-assets' });
      const custom = descendantsOf(record, store.urn);
      assert.is(custom.length, 6);
      for (const { protect, retainOnDelete } of custom) assert.equal([protect, retainOnDelete], [isKept, isKept]);
      assert.is(single(record, { name: 'store-assets-bucket' }).inputs.forceDestroy, !isKept);
    }
  },
  'of the page goes with the stack': () => {
    assert.is(single(guarded, { name: 'store-page-bucket' }).inputs.forceDestroy, true);
    assert.is(single(guarded, { name: 'store-page-bucket' }).protect, false);
  },
  'is read by the distribution alone, and the assets only if that delivers them': () => {
    const readable = (record: ProgramRecord, bucket: string) => {
      const { Statement } = jsonAt(settingOf(record, bucket, BUCKET_POLICY), 'policy');
      const allowed = (Statement as readonly { Effect: string; Resource: string; Condition: object }[]).filter(
        ({ Effect }) => Effect === 'Allow',
      );
      const { arn } = single(record, { type: 'aws:cloudfront/distribution:Distribution' }).state;
      for (const { Condition } of allowed) assert.equal(Condition, { StringEquals: { 'AWS:SourceArn': arn } });
      return allowed.map(({ Resource }) => Resource);
    };
    const arnOf = (record: ProgramRecord, name: string) => single(record, { name: `${name}-bucket` }).state.arn;
    assert.equal(readable(guarded, 'store-assets'), [`${arnOf(guarded, 'store-assets')}/jobs/*`]);
    assert.equal(readable(guarded, 'store-page'), [`${arnOf(guarded, 'store-page')}/*`]);
    assert.equal(readable(bare, 'store-assets'), []);
    assert.equal(readable(bare, 'store-page'), [`${arnOf(bare, 'store-page')}/*`]);
  },
  'of assets tells EventBridge what it stores': () => {
    for (const record of both) {
      const notification = settingOf(record, 'store-assets', 'aws:s3/bucketNotification:BucketNotification');
      assert.is(notification.inputs.eventbridge, true);
    }
  },
});

check('images', {
  'cannot be replaced under their tag, and are scanned': () => {
    const repository = single(guarded, { type: 'aws:ecr/repository:Repository' });
    assert.is(repository.inputs.imageTagMutability, 'IMMUTABLE');
    assert.is(inputAt(repository, 'imageScanningConfiguration.scanOnPush'), true);
    assert.equal([repository.protect, repository.inputs.forceDelete], [true, false]);
    assert.is(inputsOf(bare, 'aws:ecr/repository:Repository').forceDelete, true);
  },
});

check('delivery', {
  'trusts the key whose private half is kept as a secret': () => {
    const publicKey = single(guarded, { type: 'aws:cloudfront/publicKey:PublicKey' });
    const parameter = single(guarded, { type: 'aws:ssm/parameter:Parameter' });
    const group = single(guarded, { type: 'aws:cloudfront/keyGroup:KeyGroup' });
    assert.equal(group.inputs.items, [publicKey.id]);
    assert.is(parameter.inputs.type, 'SecureString');
    assert.equal(parameter.secretPaths, ['value']);
    assert.equal(publicKey.secretPaths, []);
    assert.is(guarded.stackOutputs.keyPairId, publicKey.id);
    assert.is(guarded.stackOutputs.signingKeyParameterName, parameter.state.name);
    const distribution = single(guarded, { type: 'aws:cloudfront/distribution:Distribution' });
    assert.equal(inputAt(distribution, 'orderedCacheBehaviors[1].trustedKeyGroups'), [group.id]);
  },
  'answers to each own name over IPv4 and IPv6': () => {
    const { state } = single(guarded, { type: 'aws:cloudfront/distribution:Distribution' });
    const records = byType(guarded, 'aws:route53/record:Record');
    assert.equal(records.map(({ inputs }) => `${inputs.name} ${inputs.type}`).sort(), [
      'hub.example.com A',
      'hub.example.com AAAA',
      'www.example.com A',
      'www.example.com AAAA',
    ]);
    for (const record of records) assert.is(inputAt(record, 'aliases[0].name'), state.domainName);
    assert.is(guarded.stackOutputs.domainName, 'hub.example.com');
    assert.equal(byType(bare, 'aws:route53/record:Record'), []);
  },
  'stands behind a web ACL of CloudFront where the plan says so': () => {
    const acl = single(guarded, { type: 'aws:wafv2/webAcl:WebAcl' });
    assert.equal([acl.inputs.scope, acl.inputs.region], ['CLOUDFRONT', 'us-east-1']);
    assert.is(inputsOf(guarded, 'aws:cloudfront/distribution:Distribution').webAclId, acl.state.arn);
    assert.equal(byType(bare, 'aws:wafv2/webAcl:WebAcl'), []);
  },
  'has no key when characters come from the bucket': () => {
    assert.equal(byType(bare, 'aws:cloudfront/publicKey:PublicKey'), []);
    assert.is(bare.stackOutputs.keyPairId, undefined);
  },
  'lets the page send files to the bucket of assets, and read there only what that delivers itself': () => {
    const rulesOf = (record: ProgramRecord) =>
      inputAt(
        settingOf(record, 'store-assets', 'aws:s3/bucketCorsConfiguration:BucketCorsConfiguration'),
        'corsRules',
      ) as readonly { allowedMethods: readonly string[]; allowedOrigins: readonly string[] }[];
    assert.equal(
      [guarded, bare].map(record => rulesOf(record).map(({ allowedMethods }) => allowedMethods)),
      [[['POST']], [['POST'], ['GET', 'HEAD']]],
    );
    const { state } = single(guarded, { type: 'aws:cloudfront/distribution:Distribution' });
    const names = ['hub.example.com', 'www.example.com', state.domainName];
    for (const { allowedOrigins } of rulesOf(guarded)) {
      assert.equal(
        allowedOrigins,
        names.map(host => `https://${host}`),
      );
    }
    for (const { allowedOrigins } of rulesOf(bare)) {
      assert.equal(allowedOrigins, [`https://${bare.stackOutputs.domainName}`]);
    }
  },
  'tells the page whom it may ask: who signs in, and the bucket at a host of its own': () => {
    for (const record of both) {
      const host = single(record, { name: 'store-assets-bucket' }).state.bucketRegionalDomainName;
      const headers = single(record, { type: 'aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy' });
      const policy = String(inputAt(headers, 'securityHeadersConfig.contentSecurityPolicy.contentSecurityPolicy'));
      assert.match(policy, `https://login.example.com https://tokens.example.com https://${host};`);
      const images = /img-src ([^;]*)/.exec(policy)?.[1];
      assert.is(images, record === bare ? `'self' blob: data: https://${host}` : "'self' blob: data:");
    }
  },
});

check('every resource here', {
  "has the inputs of the provider's own types": () => {
    for (const { resources } of both)
      assert.equal(
        resources.flatMap(resource => validateResource(resource)),
        [],
      );
  },
  'is made by the explicit provider and named after its component': () => {
    for (const { urn, name, isCustom, type, providerUrn } of guarded.resources) {
      if (type.startsWith('pulumi:')) continue;
      if (isCustom && type.startsWith('aws:')) assert.match(String(providerUrn), /aws$/, urn);
      assert.match(name, /^(network|images|store|delivery)/, urn);
    }
  },
});
