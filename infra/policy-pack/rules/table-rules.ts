import type { dynamodb } from '@pulumi/aws';
import { onResource, type Rule } from '../rule.ts';

const TABLE = 'aws:dynamodb/table:Table';

export const TABLE_RULES: readonly Rule[] = Object.freeze([
  onResource<dynamodb.TableArgs>({
    name: 'table-point-in-time-recovery',
    ids: ['CKV_AWS_28', 'AwsSolutions-DDB3'],
    types: [TABLE],
    says: 'a table can be restored to any second',
    remedy: 'Set pointInTimeRecovery.enabled.',
    isBroken: ({ pointInTimeRecovery }) => pointInTimeRecovery?.enabled !== true,
  }),
  onResource<dynamodb.TableArgs>({
    name: 'table-deletion-protection',
    ids: [],
    types: [TABLE],
    says: 'a table cannot be deleted by a slip',
    remedy: 'Set deletionProtectionEnabled.',
    isBroken: ({ deletionProtectionEnabled }) => deletionProtectionEnabled !== true,
  }),
  onResource<dynamodb.TableArgs>({
    name: 'table-expiry',
    ids: [],
    types: [TABLE],
    says: 'items of a table expire',
    remedy: 'Set ttl: job records hold what people asked for, and nobody needs them for ever.',
    isBroken: ({ ttl }) => ttl?.enabled !== true,
  }),
]);
