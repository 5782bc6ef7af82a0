import type { ScalingPolicy } from '../scaling/policy.ts';
import { POLICY_PRESETS, presetPolicy } from '../scaling/presets.ts';
import { problemsOf } from '../scaling/validate-policy.ts';
import { didYouMean } from '../yaml/did-you-mean.ts';
import { error, type Finding } from './finding.ts';
import type { PolicyEntry } from './fleet-plan.ts';
import { groupsOf, type NamedGroup } from './groups-of.ts';
import type { HubPlanInput } from './hub-plan.ts';

/** The policy an entry stands for; undefined when it names no preset there is. */
export function policyOf(entry: PolicyEntry): ScalingPolicy | undefined {
  return 'preset' in entry ? presetPolicy(entry.preset) : entry;
}

/** The policies of every group: presets that exist, rules of Auto Scaling, names that tell them apart. */
export function checkPolicies(plan: HubPlanInput): readonly Finding[] {
  return groupsOf(plan).flatMap(named => [...checkEntries(named), ...checkNames(named)]);
}

function checkEntries({ path, group }: NamedGroup): readonly Finding[] {
  return group.policies.flatMap((entry, index): readonly Finding[] => {
    const policy = policyOf(entry);
    const entryPath = [...path, 'policies', index];
    if (policy !== undefined)
      return problemsOf(policy).map(found => ({ ...found, path: [...entryPath, ...found.path] }));
    const name = 'preset' in entry ? entry.preset : '';
    const hint = didYouMean(name, Object.keys(POLICY_PRESETS));
    return [error([...entryPath, 'preset'], `must name a policy preset (saw ${name})`, hint)];
  });
}

/** Alarms and policies are named after their policy: two of one name would overwrite each other. */
function checkNames({ path, group }: NamedGroup): readonly Finding[] {
  const names = group.policies.map(entry => policyOf(entry)?.name);
  return names.flatMap((name, index) => {
    if (name === undefined || names.indexOf(name) === index) return [];
    return [
      error(
        [...path, 'policies', index],
        `must have a name of its own in the group (saw ${name})`,
        'rename one of the two',
      ),
    ];
  });
}
