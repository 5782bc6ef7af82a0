import { didYouMean } from '../yaml/did-you-mean.ts';
import { error, type Finding, repeats, warning } from './finding.ts';
import { groupsOf, type NamedGroup } from './groups-of.ts';
import type { HubPlanInput } from './hub-plan.ts';

/** Zones of us-east-1 without G instances: DescribeInstanceTypeOfferings as kept by getmoto/moto, 2026-08-02 [H]. */
const ZONES_WITHOUT_GPU = ['e'];

/** Each group by itself: counts, types, zones, warm pool. */
export function checkGroups(plan: HubPlanInput): readonly Finding[] {
  const empty = Object.entries(plan.fleets)
    .filter(([, fleet]) => fleet.base === undefined && fleet.burst === undefined)
    .map(([name]) => error(['fleets', name], 'must have a base or a burst group', 'add base: or burst:'));
  const off = Object.entries(plan.fleets)
    .filter(([, { base, burst }]) =>
      [base, burst].every(group => (group?.minCount ?? 0) + (group?.maxCount ?? 0) === 0),
    )
    .filter(([, { base, burst }]) => base !== undefined || burst !== undefined)
    .map(([name]) =>
      warning(
        ['fleets', name],
        'can never have an instance (saw maxCount 0 in all its groups)',
        'raise the maxCount of base or burst',
      ),
    );
  return [
    ...empty,
    ...off,
    ...groupsOf(plan).flatMap(named => [...checkCounts(named), ...checkLists(named), ...checkWarmPool(named)]),
  ];
}

function checkCounts({ path, group: { minCount, maxCount, policies } }: NamedGroup): readonly Finding[] {
  if (minCount > maxCount) {
    const message = `must be a whole number >= minCount (saw ${maxCount}, minCount ${minCount})`;
    return [error([...path, 'maxCount'], message, `raise maxCount to ${minCount} or set minCount to ${maxCount}`)];
  }
  if (maxCount > minCount && policies.length === 0) {
    const message = `is above minCount, but no policy ever changes the size (saw ${maxCount}, minCount ${minCount})`;
    return [warning([...path, 'maxCount'], message, 'add policies, or set minCount and maxCount alike')];
  }
  return [];
}

function checkLists({ path, group }: NamedGroup): readonly Finding[] {
  const twice = (key: 'instanceTypes' | 'zones') =>
    repeats<string>(group[key]).map(({ item, index }) =>
      error([...path, key, index], `stands twice (saw ${item})`, 'remove one'),
    );
  const withoutGpu = group.zones.flatMap((zone, index) =>
    ZONES_WITHOUT_GPU.includes(zone)
      ? [warning([...path, 'zones', index], `offers no G instances (saw ${zone})`, `remove zone ${zone}`)]
      : [],
  );
  return [...twice('instanceTypes'), ...twice('zones'), ...withoutGpu];
}

function checkWarmPool(named: NamedGroup): readonly Finding[] {
  const pool = named.kind === 'base' ? named.group.warmPool : undefined;
  if (pool === undefined || pool.preparedCapacityMax >= pool.minCount) return [];
  const message = `must be a whole number >= minCount of the pool (saw ${pool.preparedCapacityMax}, minCount ${pool.minCount})`;
  const hint = `raise preparedCapacityMax to ${pool.minCount} or lower minCount`;
  return [error([...named.path, 'warmPool', 'preparedCapacityMax'], message, hint)];
}

/** Every boot path a group names is described under `boot`. */
export function checkBootPaths(plan: HubPlanInput): readonly Finding[] {
  const known = Object.keys(plan.boot);
  return groupsOf(plan).flatMap(named => {
    const pool = named.kind === 'base' ? named.group.warmPool : undefined;
    const uses = [
      { path: [...named.path, 'bootPath'], name: named.group.bootPath },
      ...(pool === undefined ? [] : [{ path: [...named.path, 'warmPool', 'bootPath'], name: pool.bootPath }]),
    ];
    return uses
      .filter(({ name }) => !known.includes(name))
      .map(({ path, name }) => error(path, `must name a boot path (saw ${name})`, didYouMean(name, known)));
  });
}
