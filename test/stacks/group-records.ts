/** The parts of a record that stand for one group of a fleet, found by the tags and names that AWS would see. */

import type { Fleet, HubPlan } from '../../hub/plan/hub-plan.ts';
import type { FleetGroupPlan } from '../../infra/fleet/fleet-group-plan.ts';
import { groupPlansOf } from '../../infra/fleet/fleet-group-plan.ts';
import type { JsonObject, ProgramRecord, ResourceRecord } from '../pulumi-host/program-record.ts';
import { byType, inputAt, single } from '../pulumi-host/queries.ts';

export type GroupRecord = {
  readonly fleet: Fleet;
  readonly plan: FleetGroupPlan;
  readonly group: ResourceRecord;
  readonly template: ResourceRecord;
  readonly policies: readonly ResourceRecord[];
  readonly schedules: readonly ResourceRecord[];
  readonly hooks: readonly ResourceRecord[];
};

/** Every group of the plan with what the record has for it. */
export function groupRecords(record: ProgramRecord, { fleets }: Pick<HubPlan, 'fleets'>): readonly GroupRecord[] {
  return fleets.flatMap(fleet => groupPlansOf(fleet).map(plan => groupRecordOf(record, fleet, plan)));
}

function groupRecordOf(record: ProgramRecord, fleet: Fleet, plan: FleetGroupPlan): GroupRecord {
  const group = byType(record, 'aws:autoscaling/group:Group').find(
    ({ inputs }) => tagOf(inputs, 'asset-hub:fleet') === fleet.name && tagOf(inputs, 'asset-hub:group') === plan.kind,
  );
  if (group === undefined) throw new Error(`the record has no ${plan.kind} group of fleet ${fleet.name}`);
  const groupName = group.state.name;
  const ofGroup = (type: string) =>
    byType(record, type).filter(({ inputs }) => inputs.autoscalingGroupName === groupName);
  return {
    fleet,
    plan,
    group,
    template: templateOf(record, group),
    policies: ofGroup('aws:autoscaling/policy:Policy'),
    schedules: ofGroup('aws:autoscaling/schedule:Schedule'),
    hooks: ofGroup('aws:autoscaling/lifecycleHook:LifecycleHook'),
  };
}

function templateOf(record: ProgramRecord, group: ResourceRecord): ResourceRecord {
  const mixed = 'mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.launchTemplateId';
  const id = inputAt(group, 'launchTemplate.id') ?? inputAt(group, mixed);
  const found = byType(record, 'aws:ec2/launchTemplate:LaunchTemplate').find(template => template.id === id);
  return found ?? single(record, { type: 'aws:ec2/launchTemplate:LaunchTemplate', name: `of ${group.name}` });
}

function tagOf({ tags }: JsonObject, key: string): unknown {
  const found = (tags as readonly JsonObject[] | undefined)?.find(tag => tag.key === key);
  return found?.value;
}

/** The alarms that set a policy off. */
export function alarmsOfPolicy(record: ProgramRecord, policy: ResourceRecord): readonly ResourceRecord[] {
  return byType(record, 'aws:cloudwatch/metricAlarm:MetricAlarm').filter(({ inputs }) =>
    (inputs.alarmActions as readonly unknown[]).includes(policy.state.arn),
  );
}
