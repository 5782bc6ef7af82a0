/** Shows that each kind of mistake is found, by planting it; and that what is right passes. */
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { type JsonObject, UNKNOWN } from '../pulumi-host/program-record.ts';
import { validateResource } from './validate-resource.ts';

const QUEUE = 'aws:sqs/queue:Queue';
const GROUP = 'aws:autoscaling/group:Group';
const FUNCTION = 'aws:lambda/function:Function';
const WEB_ACL = 'aws:wafv2/webAcl:WebAcl';
const PROVIDER = 'pulumi:providers:aws';

const problems = (type: string, inputs: JsonObject) => validateResource({ type, name: 'x', inputs });

/** Exactly this problem, and no other. */
const finds = (type: string, inputs: JsonObject, problem: string) => () =>
  assert.equal(problems(type, inputs), [`${type} 'x': ${problem}`]);
const passes = (type: string, inputs: JsonObject) => () => assert.equal(problems(type, inputs), []);

const group = (inputs: JsonObject): JsonObject => ({ minSize: 0, maxSize: 4, ...inputs });
const lambda = (inputs: JsonObject): JsonObject => ({ role: 'arn:aws:iam::1:role/x', ...inputs });
const VISIBILITY = { cloudwatchMetricsEnabled: true, metricName: 'x', sampledRequestsEnabled: true };
const webAcl = (statement: JsonObject): JsonObject => ({
  scope: 'CLOUDFRONT',
  defaultAction: { allow: {} },
  visibilityConfig: VISIBILITY,
  rules: [{ name: 'x', priority: 0, statement, visibilityConfig: VISIBILITY }],
});

check('a property', {
  'that does not exist': finds(
    QUEUE,
    { visibilityTimeoutSecond: 30 },
    'there is no visibilityTimeoutSecond, did you mean visibilityTimeoutSeconds?',
  ),
  'that does not exist in an object': finds(
    GROUP,
    group({ warmPool: { poolStat: 'Stopped' } }),
    'there is no warmPool.poolStat, did you mean poolState?',
  ),
  'that does not exist in a list': finds(
    GROUP,
    group({ tags: [{ key: 'a', value: 'b', propagateAtLaunch: true, color: 'red' }] }),
    'there is no tags[0].color, known are key, propagateAtLaunch, value',
  ),
  'that is missing': finds(GROUP, { minSize: 1 }, 'maxSize is missing'),
  'that is null': finds(GROUP, { minSize: 1, maxSize: null }, 'maxSize is missing'),
  'that is missing at depth': finds(
    GROUP,
    group({ mixedInstancesPolicy: { instancesDistribution: {} } }),
    'mixedInstancesPolicy.launchTemplate is missing',
  ),
  'that is deprecated': finds('aws:s3/bucket:Bucket', { acl: 'private' }, 'acl is deprecated'),
  'that may be left out': passes(QUEUE, {}),
  'that may be null': passes(QUEUE, { delaySeconds: null }),
});

check('a value', {
  'that is no number': finds(QUEUE, { delaySeconds: '5' }, 'delaySeconds wants number (saw "5")'),
  'that is no string': finds(QUEUE, { name: 5 }, 'name wants string (saw 5)'),
  'that is no boolean': finds(QUEUE, { fifoQueue: 'true' }, 'fifoQueue wants boolean (saw "true")'),
  'that is no list': finds(GROUP, group({ suspendedProcesses: 'x' }), 'suspendedProcesses wants a list (saw "x")'),
  'of a list': finds(GROUP, group({ suspendedProcesses: ['x', 1] }), 'suspendedProcesses[1] wants string (saw 1)'),
  'that is no object': finds(GROUP, group({ warmPool: true }), 'warmPool wants an object (saw true)'),
  'that is no map': finds(QUEUE, { tags: ['x'] }, 'tags wants an object (saw ["x"])'),
  'of a map': finds(QUEUE, { tags: { cost: 1 } }, 'tags.cost wants string (saw 1)'),
  'that is not yet known': passes(QUEUE, { delaySeconds: UNKNOWN, tags: { cost: UNKNOWN } }),
  'that is an unknown object': passes(GROUP, group({ warmPool: UNKNOWN, tags: [UNKNOWN] })),
});

check('an enum', {
  'that is closed': finds(
    GROUP,
    group({ enabledMetrics: ['GroupMinSiz'] }),
    "enabledMetrics[0] knows no 'GroupMinSiz', did you mean GroupMinSize?",
  ),
  'that is open': finds(
    FUNCTION,
    lambda({ runtime: 'nodejs24' }),
    "runtime knows no 'nodejs24', did you mean nodejs24.x?",
  ),
  'of another package': finds(
    'awsx:ec2:Vpc',
    { natGateways: { strategy: 'Nothing' } },
    "natGateways.strategy knows no 'Nothing', known are None, Single, OnePerAz",
  ),
  'that is no string': finds(FUNCTION, lambda({ runtime: 24 }), 'runtime wants a string (saw 24)'),
  'with a known value': passes(FUNCTION, lambda({ runtime: 'nodejs24.x' })),
});

check('alternatives', {
  'of which none fits': finds(
    'aws:lambda/permission:Permission',
    { action: 'lambda:InvokeFunction', function: 5, principal: 'events.amazonaws.com' },
    'function wants string | resource (saw 5)',
  ),
  'of which the object is meant': finds(
    'aws:iam/role:Role',
    { assumeRolePolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Alow' }] } },
    "assumeRolePolicy.Statement[0].Effect knows no 'Alow', did you mean Allow?",
  ),
  'of which one fits': passes('aws:iam/role:Role', { assumeRolePolicy: '{}' }),
});

check('a file', {
  'where an archive is wanted': finds(
    FUNCTION,
    lambda({ code: { kind: 'stringAsset', text: '' } }),
    'code wants archive (saw asset)',
  ),
  'where a string is wanted': finds(
    QUEUE,
    { policy: { kind: 'fileAsset', path: 'x' } },
    'policy wants string (saw asset)',
  ),
  'where an object is wanted': finds(
    GROUP,
    group({ warmPool: { kind: 'assetArchive', assets: {} } }),
    'warmPool wants an object (saw archive)',
  ),
  'as a path': finds(FUNCTION, lambda({ code: './x.zip' }), 'code wants archive (saw "./x.zip")'),
  'that fits': passes(FUNCTION, lambda({ code: { kind: 'assetArchive', assets: {} } })),
});

check('a resource', {
  'of a class that is not described': () =>
    assert.match(
      problems('aws:s3/bucketV2:BucketV2', {}).join(),
      /^aws:s3\/bucketV2:BucketV2 'x' is not in schema\.json/,
    ),
  'of ours has no provider': passes('assethub:queues:JobQueue', { anything: 1 }),
  'with a type that is left out': finds(
    WEB_ACL,
    webAcl({ notStatement: { statements: [] } }),
    'rules[0].statement.notStatement is of type aws.wafv2.WebAclRuleStatementNotStatement, which resource-classes.ts leaves out',
  ),
  'that passes whole': passes(
    WEB_ACL,
    webAcl({ managedRuleGroupStatement: { name: 'AWSManagedRulesCommonRuleSet', vendorName: 'AWS' } }),
  ),
});

check('the inputs of a provider', {
  'are JSON text': passes(PROVIDER, { region: 'us-east-1', defaultTags: '{"tags":{"a":"b"}}', insecure: 'false' }),
  'are checked inside it': finds(
    PROVIDER,
    { defaultTags: '{"tag":{}}' },
    'there is no defaultTags.tag, did you mean tags?',
  ),
});
