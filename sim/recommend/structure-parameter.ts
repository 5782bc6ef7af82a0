/** Which fleets there are for which queues: one for all of them, or retopology apart. */
import type { InstanceTypeName } from '../../hub/catalog/instances.ts';
import type { PlanChange } from '../../hub/plan/change-plan.ts';
import type { Fleet, HubPlan, Queue } from '../../hub/plan/hub-plan.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import { bestTypes } from './best-types.ts';
import { AS_IS, type Choice, choiceOf, type FreeParameter } from './free-parameter.ts';

const APART: StageName = 'retopology';

/** @returns undefined where no other structure can be had */
export function structureParameter(plan: HubPlan, types: readonly InstanceTypeName[]): FreeParameter | undefined {
  const choices = [oneFleet(plan), retopologyApart(plan, types)].filter(choice => choice !== undefined);
  return choices.length === 0 ? undefined : { name: 'structure', choices: [AS_IS, ...choices] };
}

/** The first fleet serves everything, and those near their end before those that begin; the others go. */
function oneFleet({ fleets, queues }: HubPlan): Choice | undefined {
  const [first, ...others] = fleets;
  if (first === undefined || others.length === 0) return undefined;
  const all = queues.map(({ name }) => name).toReversed();
  return choiceOf(
    'one fleet for all queues',
    { path: `fleets.${first.name}.queues`, value: all },
    ...others.map(({ name }) => ({ path: `fleets.${name}`, value: null })),
  );
}

/**
 * Retopology, which needs no GPU, in a queue and a Spot fleet of its own, so that the other stages need not wait behind it. On the
 * types of the catalog, which are all GPU machines: for machines without one no dated Spot price is known.
 */
function retopologyApart(plan: HubPlan, types: readonly InstanceTypeName[]): Choice | undefined {
  const queue = plan.queues.find(({ stages }) => stages.includes(APART));
  const fleet = plan.fleets.find(({ queues }) => queue !== undefined && queues.includes(queue.name));
  if (queue === undefined || fleet?.burst === undefined || queue.stages.length < 2) return undefined;
  if (plan.queues.some(({ name }) => name === APART) || plan.fleets.some(({ name }) => name === APART))
    return undefined;
  return choiceOf('retopology in a Spot fleet of its own', ...apartChanges(plan, queue, fleet, types));
}

function apartChanges(
  plan: HubPlan,
  queue: Queue,
  { burst }: Fleet,
  types: readonly InstanceTypeName[],
): readonly PlanChange[] {
  const { name, stages, ...limits } = queue;
  const policies = ['steep-steps', 'backlog-tracking', 'scale-in-when-idle'].map(preset => ({ preset }));
  return [
    { path: `queues.${name}.stages`, value: stages.filter(stage => stage !== APART) },
    { path: `queues.${APART}`, value: { ...limits, stages: [APART] } },
    {
      path: `fleets.${APART}`,
      value: {
        queues: [APART],
        burst: {
          minCount: 0,
          maxCount: burst!.maxCount,
          instanceTypes: bestTypes({ ...plan, queues: [{ ...queue, stages: [APART] }] }, [name], types).slice(0, 3),
          policies,
        },
      },
    },
  ];
}
