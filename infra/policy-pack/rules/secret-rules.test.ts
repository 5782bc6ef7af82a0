import { checkRules } from '../../../test/policy-pack/check-rules.ts';
import { ANYBODY, allow, policyJson } from '../../../test/policy-pack/policy-json.ts';
import { SECRET_RULES } from './secret-rules.ts';

const ROLE = { AWS: 'arn:aws:iam::123456789012:role/worker' };
const secret = { type: 'aws:secretsmanager/secret:Secret', name: 'secret' };
const key = { type: 'aws:kms/key:Key', name: 'key' };

checkRules('rules about keys and secrets', SECRET_RULES, {
  'parameter-encrypted': {
    kept: [{ type: 'SecureString' }],
    broken: [{ type: 'String' }, { type: 'StringList' }],
  },
  'secret-rotates': {
    kept: [
      [secret, { type: 'aws:secretsmanager/secretRotation:SecretRotation', name: 'r', from: { secretId: ['secret'] } }],
    ],
    broken: [[secret]],
  },
  'key-rotates': {
    kept: [{ enableKeyRotation: true }, { customerMasterKeySpec: 'RSA_2048' }],
    broken: [{}, { enableKeyRotation: false }],
  },
  'key-has-policy': {
    kept: [
      [{ ...key, props: { policy: policyJson(allow(ROLE)) } }],
      [key, { type: 'aws:kms/keyPolicy:KeyPolicy', name: 'policy', from: { keyId: ['key'] } }],
    ],
    broken: [[key]],
  },
  'key-policy-named-principals': {
    kept: [{}, { policy: policyJson(allow(ROLE)) }],
    broken: ANYBODY.map(principal => ({ policy: policyJson(allow(principal)) })),
  },
});
