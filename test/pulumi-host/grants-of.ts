import type { ProgramRecord } from './program-record.ts';
import { jsonAt, single } from './queries.ts';

export type PolicyStatement = {
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: object;
};

/** What a function may do, by action: the resources. */
export function grantsOf(record: ProgramRecord, name: string): Record<string, string[]> {
  const policy = single(record, { type: 'aws:iam/rolePolicy:RolePolicy', name: `${name}-permissions` });
  const grants: Record<string, string[]> = {};
  for (const { Action, Resource } of jsonAt(policy, 'policy').Statement as unknown as PolicyStatement[]) {
    for (const action of [Action].flat()) grants[action] = [...(grants[action] ?? []), ...[Resource].flat()];
  }
  return grants;
}
