import type { kms, secretsmanager, ssm } from '@pulumi/aws';
import { linkedTo } from '../linked-resources.ts';
import { allowedBy, hasAnyPrincipal } from '../policy-document.ts';
import { acrossStack, onResource, type Rule } from '../rule.ts';

const KEY = 'aws:kms/key:Key';
const KEY_POLICY = 'aws:kms/keyPolicy:KeyPolicy';

/** The hub has one secret, in Parameter Store, and no key of its own. What somebody adds is judged all the same. */
export const SECRET_RULES: readonly Rule[] = Object.freeze([
  onResource<ssm.ParameterArgs>({
    name: 'parameter-encrypted',
    ids: ['CKV2_AWS_34'],
    types: ['aws:ssm/parameter:Parameter'],
    says: 'parameters are encrypted',
    remedy: 'Set type to SecureString, which costs nothing.',
    isBroken: ({ type }) => type !== 'SecureString',
  }),
  acrossStack<secretsmanager.SecretArgs>({
    name: 'secret-rotates',
    ids: ['CKV2_AWS_57', 'AwsSolutions-SMG4'],
    type: 'aws:secretsmanager/secret:Secret',
    says: 'secrets are rotated',
    remedy: 'Give it a SecretRotation, or keep it in Parameter Store, which is free.',
    isBroken: (secret, stack) =>
      linkedTo(secret, 'aws:secretsmanager/secretRotation:SecretRotation', 'secretId', stack).length === 0,
  }),
  onResource<kms.KeyArgs>({
    name: 'key-rotates',
    ids: ['CKV_AWS_7', 'AwsSolutions-KMS5'],
    types: [KEY],
    says: 'keys are rotated',
    remedy: 'Set enableKeyRotation.',
    isBroken: ({ enableKeyRotation, customerMasterKeySpec = 'SYMMETRIC_DEFAULT' }) =>
      customerMasterKeySpec === 'SYMMETRIC_DEFAULT' && enableKeyRotation !== true,
  }),
  acrossStack<kms.KeyArgs>({
    name: 'key-has-policy',
    ids: ['CKV2_AWS_64'],
    type: KEY,
    says: 'a key has a policy of its own',
    remedy: 'Set policy: by default all of the account may use it.',
    isBroken: (key, stack) => linkedTo(key, KEY_POLICY, 'keyId', stack).length === 0 && !key.props.policy,
  }),
  onResource<kms.KeyArgs>({
    name: 'key-policy-named-principals',
    ids: ['CKV_AWS_33'],
    types: [KEY, KEY_POLICY],
    says: 'a key policy names whom it lets in',
    remedy: 'Name the roles instead of *.',
    isBroken: ({ policy }) => allowedBy(policy).some(hasAnyPrincipal),
  }),
]);
