/** What CloudFront asks of the keys that sign links, and WAF of a web ACL. */
import type { Json, JsonObject } from '../../pulumi-host/program-record.ts';
import { API, type AwsRule, aws, matching } from '../aws-rule.ts';
import { isObject, numberAt, objectsAt, setAmong } from '../values-at.ts';

const PUBLIC_KEY = aws('cloudfront.PublicKey');
const WEB_ACL = aws('wafv2.WebAcl');
const GUIDE = 'CloudFront guide, creating key pairs for your signers, 2023-06-15 [H]';

const group = (fields: JsonObject): JsonObject => ({
  name: 'x',
  priority: 0,
  statement: { managedRuleGroupStatement: { name: 'x' } },
  ...fields,
});

export const PROTECTION_RULES: readonly AwsRule[] = [
  matching({
    id: 'signing-public-key',
    type: PUBLIC_KEY,
    at: 'encodedKey',
    says: 'is a public key in PEM',
    pattern: /^-----BEGIN PUBLIC KEY-----\n.+\n-----END PUBLIC KEY-----\n$/s,
    fine: '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n',
    broken: 'ssh-rsa MIIB',
    source: GUIDE,
  }),
  {
    id: 'signing-key-kind',
    type: 'tls:index/privateKey:PrivateKey',
    says: 'a key that signs for CloudFront is RSA of 2048 bits or ECDSA P256',
    source: `${GUIDE}; ECDSA came later [M]`,
    fine: [{ algorithm: 'RSA', rsaBits: 2048 }, { algorithm: 'RSA' }, { algorithm: 'ECDSA', ecdsaCurve: 'P256' }],
    broken: [{ algorithm: 'RSA', rsaBits: 4096 }, { algorithm: 'ECDSA' }, { algorithm: 'ED25519' }],
    check: ({ algorithm, rsaBits = 2048, ecdsaCurve = null }) => {
      const isFine = algorithm === 'RSA' ? rsaBits === 2048 : algorithm === 'ECDSA' && ecdsaCurve === 'P256';
      return isFine ? [] : [`${algorithm} ${algorithm === 'RSA' ? rsaBits : ecdsaCurve}`];
    },
  },
  {
    id: 'web-acl-rules',
    type: WEB_ACL,
    says: 'rules of a web ACL have priorities of their own; a group of rules has an overrideAction, any other rule an action',
    source: `WAF Rule, ${API}`,
    fine: [
      {
        rules: [
          group({ overrideAction: { none: {} } }),
          { name: 'y', priority: 1, action: { block: {} }, statement: { rateBasedStatement: { limit: 100 } } },
        ],
      },
    ],
    broken: [
      { rules: [group({ action: { block: {} } })] },
      { rules: [group({ overrideAction: { none: {} } }), group({ overrideAction: { none: {} } })] },
      {
        rules: [
          { name: 'y', priority: 1, overrideAction: { none: {} }, statement: { rateBasedStatement: { limit: 100 } } },
        ],
      },
    ],
    check: inputs => {
      const list = objectsAt(inputs, 'rules[]');
      const priorities = list.map(rule => numberAt(rule, 'priority'));
      return list
        .filter((rule, index) => {
          const wanted = isGroup(rule.statement) ? 'overrideAction' : 'action';
          const given = setAmong(rule, ['action', 'overrideAction']);
          return given.length !== 1 || given[0] !== wanted || priorities.indexOf(priorities[index]) !== index;
        })
        .map(rule => `${rule.name}, priority ${rule.priority}`);
    },
  },
];

function isGroup(statement: Json | undefined): boolean {
  return (
    isObject(statement) && setAmong(statement, ['managedRuleGroupStatement', 'ruleGroupReferenceStatement']).length > 0
  );
}
