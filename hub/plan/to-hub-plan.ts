import { policyOf } from './check-policies.ts';
import type { FleetPlan } from './fleet-plan.ts';
import type { Fleet, HubPlan, HubPlanInput, Queue } from './hub-plan.ts';
import { STAGE_NAMES } from './stage-names.ts';

/**
 * The plan everybody reads, from one that passed all checks: presets looked up, queues in the order a job passes them,
 * fleets by name.
 */
export function toHubPlan(plan: HubPlanInput, stack: string, region: string): HubPlan {
  const firstStage = (queue: Queue) => STAGE_NAMES.indexOf(queue.stages[0]!);
  const queues = Object.entries(plan.queues).map(([name, queue]): Queue => ({ name, ...queue }));
  const fleets = Object.entries(plan.fleets).map(([name, fleet]) => toFleet(name, fleet));
  return {
    ...plan,
    stack,
    region,
    boot: plan.boot as HubPlan['boot'],
    queues: queues.toSorted((a, b) => firstStage(a) - firstStage(b)),
    fleets: fleets.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function toFleet(name: string, { queues, base, burst }: FleetPlan): Fleet {
  return {
    name,
    queues,
    base: base && { ...base, policies: base.policies.map(entry => policyOf(entry)!) },
    burst: burst && { ...burst, policies: burst.policies.map(entry => policyOf(entry)!) },
  };
}
