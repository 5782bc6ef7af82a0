/** All rules of AWS that the provider's types cannot say, and their check. */
import type { Json } from '../pulumi-host/program-record.ts';
import { ANY_TYPE, type AwsRule, type KnownResource, type Surroundings } from './aws-rule.ts';
import { ALARM_RULES } from './rules/alarm-rules.ts';
import { API_RULES } from './rules/api-rules.ts';
import { BUCKET_RULES } from './rules/bucket-rules.ts';
import { DASHBOARD_RULES } from './rules/dashboard-rules.ts';
import { DELIVERY_RULES } from './rules/delivery-rules.ts';
import { EVENT_RULES } from './rules/event-rules.ts';
import { FUNCTION_RULES } from './rules/function-rules.ts';
import { GROUP_RULES } from './rules/group-rules.ts';
import { MACHINE_RULES } from './rules/machine-rules.ts';
import { METRIC_RULES } from './rules/metric-rules.ts';
import { NAME_RULES } from './rules/name-rules.ts';
import { NETWORK_RULES } from './rules/network-rules.ts';
import { PERMISSION_RULES } from './rules/permission-rules.ts';
import { PROTECTION_RULES } from './rules/protection-rules.ts';
import { QUEUE_RULES } from './rules/queue-rules.ts';
import { RANGE_RULES } from './rules/range-rules.ts';
import { REFERENCE_RULES } from './rules/reference-rules.ts';
import { SCALING_RULES } from './rules/scaling-rules.ts';
import { SCHEDULE_RULES } from './rules/schedule-rules.ts';
import { SIGN_IN_RULES } from './rules/sign-in-rules.ts';
import { SITE_RULES } from './rules/site-rules.ts';
import { TABLE_RULES } from './rules/table-rules.ts';
import { TAG_RULES } from './rules/tag-rules.ts';
import { VALUE_RULES } from './rules/value-rules.ts';

export const AWS_RULES: readonly AwsRule[] = [
  ...RANGE_RULES,
  ...VALUE_RULES,
  ...REFERENCE_RULES,
  ...METRIC_RULES,
  ...QUEUE_RULES,
  ...GROUP_RULES,
  ...SCALING_RULES,
  ...SCHEDULE_RULES,
  ...ALARM_RULES,
  ...DASHBOARD_RULES,
  ...MACHINE_RULES,
  ...NETWORK_RULES,
  ...FUNCTION_RULES,
  ...EVENT_RULES,
  ...API_RULES,
  ...SIGN_IN_RULES,
  ...TABLE_RULES,
  ...BUCKET_RULES,
  ...DELIVERY_RULES,
  ...PROTECTION_RULES,
  ...SITE_RULES,
  ...PERMISSION_RULES,
  ...NAME_RULES,
  ...TAG_RULES,
];

/**
 * @param resources of one stack, all of them: some rules compare two
 * @returns a sentence for each rule that does not hold
 * @example checkAwsRules([{ type: 'aws:sqs/queue:Queue', name: 'q', inputs: { delaySeconds: 901 } }])
 *   // ["aws:sqs/queue:Queue 'q': delaySeconds is 0 to 900 (saw delaySeconds is 901) [sqs.Queue delaySeconds]"]
 */
export function checkAwsRules(
  resources: readonly KnownResource[],
  rules: readonly AwsRule[] = AWS_RULES,
): readonly string[] {
  return resources.flatMap(resource => {
    const surroundings = surroundingsOf(resource, resources);
    return rules
      .filter(({ type }) => type === resource.type || type === ANY_TYPE)
      .flatMap(({ id, says, check }) =>
        check(resource.inputs, surroundings).map(
          what => `${resource.type} '${resource.name}': ${says} (saw ${what}) [${id}]`,
        ),
      );
  });
}

function surroundingsOf(resource: KnownResource, resources: readonly KnownResource[]): Surroundings {
  const all = (type: string) => resources.filter(other => other.type === type);
  const find = (type: string, reference: Json | undefined) =>
    reference === undefined ? undefined : all(type).find(other => referencesTo(other).includes(reference));
  return { resource, all, find };
}

/** By what another resource may name this one. */
function referencesTo({ id, state = {} }: KnownResource): readonly Json[] {
  return [id, state.arn, state.name, state.url].filter(reference => reference !== undefined);
}
