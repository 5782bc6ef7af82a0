import { INSTANCE_TYPES } from '../catalog/instances.ts';
import { error, type Finding, warning } from './finding.ts';
import { groupsOf, type NamedGroup } from './groups-of.ts';
import type { HubPlanInput } from './hub-plan.ts';

const MARKETS = [
  { kind: 'base', quota: 'onDemandVcpuMax', market: 'on-demand' },
  { kind: 'burst', quota: 'spotVcpuMax', market: 'Spot' },
] as const;

/**
 * Account quotas, in vCPU of all G instances of a market in the region. What the minima need is an error; what the maxima
 * need, with the smallest type of each group, is a warning: the groups would stop growing early, without a word.
 */
export function checkQuotas(plan: HubPlanInput): readonly Finding[] {
  return MARKETS.flatMap(({ kind, quota, market }) => {
    const vcpuMax = plan.quotas[quota];
    const groups = groupsOf(plan).filter(named => named.kind === kind && named.group.maxCount > 0);
    const tooBig = groups.filter(named => smallestVcpuCount(named) * Math.max(1, named.group.minCount) > vcpuMax);
    if (tooBig.length > 0) {
      return tooBig.map(({ path, group }) => {
        const wanted = `${Math.max(1, group.minCount)} x ${smallestVcpuCount({ group })} vCPU`;
        const message = `needs ${wanted} of ${market} quota at the least (saw quotas.${quota} ${vcpuMax})`;
        return error([...path, 'instanceTypes'], message, `ask AWS for a higher quota and set quotas.${quota} to it`);
      });
    }
    const minVcpuCount = sum(groups.map(named => named.group.minCount * smallestVcpuCount(named)));
    const maxVcpuCount = sum(groups.map(named => named.group.maxCount * smallestVcpuCount(named)));
    const path = ['quotas', quota];
    if (minVcpuCount > vcpuMax) {
      const message = `must cover the minCount of all ${kind} groups (saw ${vcpuMax}, they need ${minVcpuCount} vCPU)`;
      return [error(path, message, `raise it to ${minVcpuCount} after asking AWS, or lower minCount`)];
    }
    if (maxVcpuCount <= vcpuMax) return [];
    const message = `does not cover the maxCount of all ${kind} groups (saw ${vcpuMax}, they need ${maxVcpuCount} vCPU)`;
    return [warning(path, message, `raise it to ${maxVcpuCount} after asking AWS, or lower maxCount`)];
  });
}

function smallestVcpuCount({ group }: Pick<NamedGroup, 'group'>): number {
  return Math.min(...group.instanceTypes.map(type => INSTANCE_TYPES[type].vcpuCount));
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
