import * as pulumi from '@pulumi/pulumi';
import type { GroupNames } from '../functions/group-names.ts';
import type { DeployedGroup } from './fleet.ts';

/** For the variable GROUP_NAMES of the functions that look at groups: JSON, by fleet and kind. */
export function groupNamesText(groups: readonly DeployedGroup[]): pulumi.Output<string> {
  return pulumi.all(groups.map(({ groupName }) => groupName)).apply(names => {
    const byFleet: Record<string, GroupNames[string]> = {};
    for (const [index, { fleet, kind }] of groups.entries()) {
      byFleet[fleet] = { ...byFleet[fleet], [kind]: names[index]! };
    }
    return JSON.stringify(byFleet);
  });
}
