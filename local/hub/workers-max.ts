/** How many workers a machine bears, unless somebody says it. */
import { HubError } from '../../hub/errors.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { Count } from '../../hub/units.ts';
import type { HubView } from './hub-view.ts';

/** A worker's model host and Blender keep about two cores busy while a job is in work. Own choice: half of that, as jobs pause. */
const CORES_PER_WORKER = 2;
/** A worker with stand-ins peaks at about 0.7 GB beside Blender's 0.5 GB on the figure of capsules. */
const BYTES_PER_WORKER = 1.5e9;

/**
 * @param asked by the person, who knows better
 * @throws HubError USAGE when a fleet of the plan would never have a worker
 */
export function workersMaxOf(
  plan: Pick<HubPlan, 'fleets' | 'stack'>,
  machine: { readonly cores: Count; readonly freeBytes: number },
  asked: Count | undefined,
): HubView['workersMax'] {
  const fleetCount = plan.fleets.length;
  if (asked !== undefined) {
    if (asked >= fleetCount) return { count: asked, why: '--workers-max' };
    throw new HubError('USAGE', `--workers-max must be at least ${fleetCount} (saw ${asked})`, {
      hint: `each of the ${fleetCount} fleets of ${plan.stack} needs a worker`,
    });
  }
  const byCores = Math.max(1, Math.floor(machine.cores / CORES_PER_WORKER));
  const byMemory = Math.max(1, Math.floor(machine.freeBytes / BYTES_PER_WORKER));
  const count = Math.max(fleetCount, Math.min(byCores, byMemory));
  const why =
    byCores <= byMemory ? countText(machine.cores) : `${Math.round(machine.freeBytes / 1e9)} GB of free memory`;
  return { count, why: count === fleetCount && fleetCount > 1 ? `one for each fleet; ${why}` : why };
}

const countText = (cores: Count): string => (cores === 1 ? 'one core' : `${cores} cores`);
