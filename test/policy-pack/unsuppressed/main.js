import { PolicyPack } from '@pulumi/policy';
import { policyOf } from '../../../infra/policy-pack/policy-of.ts';
import { SECURITY_RULES } from '../../../infra/policy-pack/security-rules.ts';

new PolicyPack('asset-hub-unsuppressed', { policies: SECURITY_RULES.map(rule => policyOf(rule, [])) });
