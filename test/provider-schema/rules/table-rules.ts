/** What DynamoDB asks of tables. */
import type { JsonObject } from '../../pulumi-host/program-record.ts';
import { API, type AwsRule, aws } from '../aws-rule.ts';
import { isSet, objectsAt, setAmong, textAt, textsAt } from '../values-at.ts';

const TABLE = aws('dynamodb.Table');
const CREATE_TABLE = `DynamoDB CreateTable, ${API}`;

/** Where a table names key attributes. */
const KEY_PATHS = [
  'hashKey',
  'rangeKey',
  'globalSecondaryIndexes[].hashKey',
  'globalSecondaryIndexes[].rangeKey',
  'globalSecondaryIndexes[].keySchemas[].attributeName',
  'localSecondaryIndexes[].rangeKey',
];

const attribute = (name: string): JsonObject => ({ name, type: 'S' });
const index = (fields: JsonObject): JsonObject => ({
  hashKey: 'a',
  attributes: [attribute('a'), attribute('b')],
  globalSecondaryIndexes: [
    { name: 'byB', projectionType: 'ALL', keySchemas: [{ attributeName: 'b', keyType: 'HASH' }], ...fields },
  ],
});

export const TABLE_RULES: readonly AwsRule[] = [
  {
    id: 'table-attributes',
    type: TABLE,
    says: 'attributes are exactly those that the keys of the table and its indexes use',
    source: `${CREATE_TABLE}: AttributeDefinitions describe the key schema`,
    fine: [index({}), { hashKey: 'a', rangeKey: 'b', attributes: [attribute('a'), attribute('b')] }],
    broken: [
      { hashKey: 'a', attributes: [attribute('a'), attribute('b')] },
      { hashKey: 'a', rangeKey: 'b', attributes: [attribute('a')] },
      { hashKey: 'a', attributes: [attribute('a')], ttl: { attributeName: 'b', enabled: true }, rangeKey: 'c' },
    ],
    check: inputs => {
      const defined = textsAt(inputs, 'attributes[].name');
      const used = KEY_PATHS.flatMap(path => textsAt(inputs, path));
      return [
        ...defined.filter(name => !used.includes(name)).map(name => `${name} is no key`),
        ...used.filter(name => !defined.includes(name)).map(name => `key ${name} is not defined`),
      ];
    },
  },
  {
    id: 'table-billing',
    type: TABLE,
    says: 'a table on demand (PAY_PER_REQUEST) has no capacity, and a provisioned one has both',
    source: CREATE_TABLE,
    fine: [{ billingMode: 'PAY_PER_REQUEST' }, { readCapacity: 1, writeCapacity: 1 }],
    broken: [{ billingMode: 'PAY_PER_REQUEST', readCapacity: 1 }, {}, { billingMode: 'ON_DEMAND' }],
    check: inputs => {
      const mode = textAt(inputs, 'billingMode') ?? 'PROVISIONED';
      const { length } = setAmong(inputs, ['readCapacity', 'writeCapacity']);
      return length === { PAY_PER_REQUEST: 0, PROVISIONED: 2 }[mode] ? [] : [`${mode} with ${length} of them`];
    },
  },
  {
    id: 'table-ttl',
    type: TABLE,
    says: 'a table whose items expire names the attribute that says when',
    source: `DynamoDB TimeToLiveSpecification, ${API}`,
    fine: [{ ttl: { attributeName: 'expiresAt', enabled: true } }, { ttl: { enabled: false } }],
    broken: [{ ttl: { enabled: true } }, { ttl: { attributeName: '', enabled: true } }],
    check: inputs =>
      objectsAt(inputs, 'ttl').flatMap(ttl =>
        ttl.enabled === true && !textAt(ttl, 'attributeName') ? ['nothing'] : [],
      ),
  },
  {
    id: 'table-projection',
    type: TABLE,
    says: 'an index names further attributes with INCLUDE, and only then',
    source: CREATE_TABLE,
    fine: [index({}), index({ projectionType: 'INCLUDE', nonKeyAttributes: ['c'] })],
    broken: [
      index({ projectionType: 'INCLUDE' }),
      index({ nonKeyAttributes: ['c'] }),
      index({ projectionType: 'SOME' }),
    ],
    check: inputs =>
      objectsAt(inputs, 'globalSecondaryIndexes[]')
        .filter(({ projectionType, ...rest }) => {
          const isKnown = ['ALL', 'KEYS_ONLY', 'INCLUDE'].includes(`${projectionType}`);
          return !isKnown || (projectionType === 'INCLUDE') !== isSet(rest, 'nonKeyAttributes');
        })
        .map(({ name, projectionType }) => `${name} is ${projectionType}`),
  },
];
