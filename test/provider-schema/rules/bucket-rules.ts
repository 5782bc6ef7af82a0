/** What S3 asks of buckets. */
import type { JsonObject } from '../../pulumi-host/program-record.ts';
import { API, type AwsRule, aws, type KnownResource } from '../aws-rule.ts';
import { isSet, numberAt, objectsAt, setAmong, textAt, textsAt } from '../values-at.ts';

const LIFECYCLE = aws('s3.BucketLifecycleConfiguration');
const VERSIONING = aws('s3.BucketVersioning');
const RULE = `S3 LifecycleRule, ${API}`;
const S3_GUIDE = 'S3 guide, examples of lifecycle configuration, 2023-06-15 [H]; sizes: from memory [L]';

const rules = (...list: readonly JsonObject[]): JsonObject => ({
  rules: list.map((fields, at) => ({ id: `r${at}`, status: 'Enabled', filter: { prefix: 'x/' }, ...fields })),
});
const versioned = (status: string): readonly KnownResource[] => [
  { type: VERSIONING, name: 'versioning', inputs: { bucket: 'b', versioningConfiguration: { status } } },
  {
    type: LIFECYCLE,
    name: 'lifecycle',
    inputs: { bucket: 'b', ...rules({ noncurrentVersionExpiration: { noncurrentDays: 1 } }) },
  },
];

/** Configurations that hold everything of their kind: a second one for a bucket overwrites the first. */
const WHOLE_CONFIGURATIONS = [
  aws('s3.BucketCorsConfiguration'),
  LIFECYCLE,
  aws('s3.BucketNotification'),
  aws('s3.BucketPolicy'),
  aws('s3.BucketPublicAccessBlock'),
] as const;

export const BUCKET_RULES: readonly AwsRule[] = [
  {
    id: 'lifecycle-rule',
    type: LIFECYCLE,
    says: 'a rule is Enabled or Disabled, has an id of its own, says what it is for, and does something after a day or more',
    source: RULE,
    fine: [rules({ expiration: { days: 1 } }, { abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } })],
    broken: [
      rules({}),
      rules({ expiration: { days: 0 } }),
      rules({ status: 'On', expiration: { days: 1 } }),
      rules({ filter: null, expiration: { days: 1 } }),
      rules({ id: 'r1', expiration: { days: 1 } }, { expiration: { days: 1 } }),
      rules({ abortIncompleteMultipartUpload: { daysAfterInitiation: 0 } }),
    ],
    check: inputs => {
      const ids = textsAt(inputs, 'rules[].id');
      const isFine = (rule: JsonObject) =>
        ids.filter(id => id === rule.id).length <= 1 &&
        ['Enabled', 'Disabled'].includes(`${rule.status}`) &&
        setAmong(rule, ['filter', 'prefix']).length === 1 &&
        setAmong(rule, ACTIONS).length > 0 &&
        DAYS.every(path => (numberAt(rule, path) ?? 1) >= 1);
      return objectsAt(inputs, 'rules[]')
        .filter(rule => !isFine(rule))
        .map(rule => JSON.stringify(rule));
    },
  },
  {
    id: 'lifecycle-filter',
    type: LIFECYCLE,
    says: 'a filter has at most one of prefix, tag, the sizes and `and`; parts of uploads have neither tags nor sizes to go by',
    source: `S3 LifecycleRuleFilter, ${API}; ${S3_GUIDE}`,
    fine: [
      rules(
        { filter: { prefix: 'x/' } },
        { filter: {} },
        { filter: { and: { prefix: 'x/', objectSizeGreaterThan: 1 } } },
      ),
    ],
    broken: [
      rules({ filter: { prefix: 'x/', objectSizeGreaterThan: 1 } }),
      rules({ filter: { tag: { key: 'a', value: 'b' } }, abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } }),
    ],
    check: inputs =>
      objectsAt(inputs, 'rules[]').flatMap(rule => {
        const given = objectsAt(rule, 'filter').flatMap(filter => setAmong(filter, FILTERS));
        const isOfUploads = isSet(rule, 'abortIncompleteMultipartUpload');
        return given.length <= 1 && !(isOfUploads && given.some(name => name !== 'prefix'))
          ? []
          : [given.join(' and ')];
      }),
  },
  {
    id: 'lifecycle-old-versions',
    type: LIFECYCLE,
    says: 'old versions expire only in a bucket that keeps versions',
    source: `S3 NoncurrentVersionExpiration, ${API}`,
    fine: [versioned('Enabled'), versioned('Suspended')],
    broken: [versioned('Disabled'), versioned('Enabled').slice(1)],
    check: (inputs, { all }) => {
      if (
        textAt(inputs, 'bucket') === undefined ||
        objectsAt(inputs, 'rules[].noncurrentVersionExpiration').length === 0
      )
        return [];
      const isKept = all(VERSIONING).some(
        ({ inputs: { bucket, versioningConfiguration } }) =>
          bucket === inputs.bucket && !JSON.stringify(versioningConfiguration).includes('Disabled'),
      );
      return isKept ? [] : [`${inputs.bucket} keeps none`];
    },
  },
  ...WHOLE_CONFIGURATIONS.map(
    (type): AwsRule => ({
      id: `one-${type.replace(/.*:/, '')}`,
      type,
      says: 'a bucket has one such configuration: a second one overwrites the first at every deploy',
      source: 's3.BucketLifecycleConfiguration and others of @pulumi/aws 7.48.0: "a perpetual difference" [H]',
      fine: [
        [
          { type, name: 'x', inputs: { bucket: 'a' } },
          { type, name: 'y', inputs: { bucket: 'b' } },
        ],
      ],
      broken: [
        [
          { type, name: 'x', inputs: { bucket: 'a' } },
          { type, name: 'y', inputs: { bucket: 'a' } },
        ],
      ],
      check: (inputs, { all }) => {
        const bucket = textAt(inputs, 'bucket');
        const { length } = all(type).filter(other => bucket !== undefined && other.inputs.bucket === bucket);
        return length <= 1 ? [] : [`${length} for ${bucket}`];
      },
    }),
  ),
];

const FILTERS = ['prefix', 'tag', 'objectSizeGreaterThan', 'objectSizeLessThan', 'and'];
const ACTIONS = [
  'expiration',
  'transitions',
  'noncurrentVersionExpiration',
  'noncurrentVersionTransitions',
  'abortIncompleteMultipartUpload',
];
const DAYS = [
  'expiration.days',
  'noncurrentVersionExpiration.noncurrentDays',
  'abortIncompleteMultipartUpload.daysAfterInitiation',
];
