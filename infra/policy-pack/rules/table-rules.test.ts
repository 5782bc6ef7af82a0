import { checkRules } from '../../../test/policy-pack/check-rules.ts';
import { TABLE_RULES } from './table-rules.ts';

checkRules('rules about tables', TABLE_RULES, {
  'table-point-in-time-recovery': {
    kept: [{ pointInTimeRecovery: { enabled: true } }],
    broken: [{}, { pointInTimeRecovery: { enabled: false } }],
  },
  'table-deletion-protection': {
    kept: [{ deletionProtectionEnabled: true }],
    broken: [{}, { deletionProtectionEnabled: false }],
  },
  'table-expiry': {
    kept: [{ ttl: { attributeName: 'expiresAt', enabled: true } }],
    broken: [{}, { ttl: { attributeName: 'expiresAt', enabled: false } }],
  },
});
