/**
 * What can be simulated and not deployed. The plan is right as it is, so its parser lets it pass; a deploy says all of it
 * before it makes anything.
 */
import { HubError } from '../../hub/errors.ts';
import type { Fleet, HubPlan } from '../../hub/plan/hub-plan.ts';
import { alarmsOf } from '../../hub/scaling/alarms-of.ts';
import type { ScalingPolicy } from '../../hub/scaling/policy.ts';
import { type Located, locate, type Path, printPath } from '../../hub/yaml/located.ts';
import type { Problem } from '../../hub/yaml/problem.ts';
import { DEPLOYED_BOOT_PATHS } from '../boot/deployed-boot-path.ts';
import { vpcLayoutOf } from '../network/vpc-layout.ts';
import { metricSourceOf } from '../scaling/metric-source.ts';
import { type FleetGroupPlan, groupPlansOf } from './fleet-group-plan.ts';

const NAME_LENGTH_MAX = 64;

type Finding = { readonly path: Path; readonly message: string; readonly hint: string };

/** What a start from a pool of stopped instances is, whatever its times. */
const POOLED_BOOT_PATH = 'warm-start';
/** CloudWatch guide, "Create a CloudWatch alarm based on a metric math expression", 2023-05-18 [H]. */
const METRICS_PER_ALARM_MAX = 10;

/**
 * @param sections the stack file's, for the places
 * @example deployProblems(plan, sections)[0]?.message   // 'must be one of plain, baked-ami, weights-from-s3 (saw instant)'
 */
export function deployProblems(
  plan: Pick<HubPlan, 'stack' | 'fleets' | 'network' | 'region'>,
  sections: Located,
): readonly Problem[] {
  const ofFleets = plan.fleets.flatMap(fleet =>
    groupPlansOf(fleet).flatMap(group => [...bootFindings(fleet, group), ...policyFindings(fleet, group)]),
  );
  return [...nameFindings(plan), ...ofFleets, ...networkFindings(plan)].map(({ path, message, hint }) => ({
    ...locate(sections, path),
    path: printPath(path),
    message,
    hint,
  }));
}

/**
 * Names on AWS are made of the project's, the stack's and the resource's, and seven digits. The longest are those of roles
 * and functions, which AWS limits to 64 (IAM and Lambda quotas, 2023-06 [H]).
 */
function nameFindings({ stack, fleets }: Pick<HubPlan, 'stack' | 'fleets'>): readonly Finding[] {
  if (!/^[a-z][a-z0-9-]*$/.test(stack)) {
    // Buckets and image repositories take nothing else.
    const message = `needs a stack name of lower-case letters, digits and hyphens to be deployed (saw ${stack})`;
    return [
      {
        path: [],
        message,
        hint: `copy the file to one named Pulumi.${stack.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.yaml`,
      },
    ];
  }
  const longest = [
    { path: [], name: 'status-events-advance-function' },
    ...fleets.map(fleet => ({ path: ['fleets', fleet.name], name: `${fleet.name}-worker-role` })),
  ];
  return longest.flatMap(({ path, name }) => {
    const { length } = `asset-hub-${stack}-${name}-1234567`;
    if (length <= NAME_LENGTH_MAX) return [];
    const excess = length - NAME_LENGTH_MAX;
    const message = `makes names of ${length} letters on AWS, which takes ${NAME_LENGTH_MAX} (saw stack ${stack})`;
    return [
      { path, message, hint: `shorten the name of the stack${path.length > 0 ? ' or the fleet' : ''} by ${excess}` },
    ];
  });
}

/** The range of addresses is one the network can be cut from. */
function networkFindings(plan: Pick<HubPlan, 'fleets' | 'network' | 'region'>): readonly Finding[] {
  try {
    vpcLayoutOf(plan);
    return [];
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    const message = error.message.replace(/^network\.cidrBlock /, '');
    return [{ path: ['network', 'cidrBlock'], message, hint: error.hint ?? 'leave it out to use the default' }];
  }
}

function bootFindings({ name }: Fleet, { kind, group }: FleetGroupPlan): readonly Finding[] {
  const path = ['fleets', name, kind];
  const findings: Finding[] = [];
  if (DEPLOYED_BOOT_PATHS.every(deployed => deployed !== group.bootPath)) {
    const message = `must be one of ${DEPLOYED_BOOT_PATHS.join(', ')} to be deployed (saw ${group.bootPath})`;
    findings.push({ path: [...path, 'bootPath'], message, hint: 'to change how long one takes, set boot.<path>' });
  }
  const pooled = kind === 'base' ? group.warmPool?.bootPath : undefined;
  if (pooled !== undefined && pooled !== POOLED_BOOT_PATH) {
    const message = `must be ${POOLED_BOOT_PATH} to be deployed (saw ${pooled})`;
    const hint = `to change how long it takes, set boot.${POOLED_BOOT_PATH}`;
    findings.push({ path: [...path, 'warmPool', 'bootPath'], message, hint });
  }
  return findings;
}

function policyFindings(fleet: Fleet, { kind, group }: FleetGroupPlan): readonly Finding[] {
  return group.policies.flatMap((policy, index) => {
    const path = ['fleets', fleet.name, kind, 'policies', index];
    return tooManyMetrics(fleet, policy).map(finding => ({ ...finding, path }));
  });
}

function tooManyMetrics(fleet: Fleet, policy: ScalingPolicy): readonly Omit<Finding, 'path'>[] {
  const [alarm] = alarmsOf(policy);
  if (alarm === undefined) return [];
  const fleetGroupNames = groupPlansOf(fleet).map(({ kind }) => kind);
  const source = metricSourceOf(alarm.metric, { queueNames: fleet.queues, groupName: '', fleetGroupNames });
  if (source.kind === 'plain' || source.metrics.length <= METRICS_PER_ALARM_MAX) return [];
  const saw = `${alarm.metric} of ${fleet.queues.length} queues needs ${source.metrics.length}`;
  const message = `makes an alarm of more than ${METRICS_PER_ALARM_MAX} metrics, which CloudWatch refuses (saw ${saw})`;
  return [{ message, hint: 'let the fleet serve fewer queues, or watch visible' }];
}
