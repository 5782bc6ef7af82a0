/** The Auto Scaling groups of the plan's fleets, by the names that AWS gave them. */
import * as z from 'zod';
import type { FunctionPlan } from '../../hub/plan/function-plan.ts';
import type { BaseGroup, BurstGroup } from '../../hub/plan/hub-plan.ts';

export const groupNamesSchema = z.record(
  z.string(),
  z.object({ base: z.string().min(1).optional(), burst: z.string().min(1).optional() }),
);
/** By the fleet's name in the plan. */
export type GroupNames = Readonly<z.infer<typeof groupNamesSchema>>;

export type NamedGroup = {
  readonly fleet: string;
  /** Of the fleet. */
  readonly queues: readonly string[];
  readonly kind: 'base' | 'burst';
  readonly groupName: string;
  readonly plan: BaseGroup | BurstGroup;
};

/** Every group that stands in the plan and has a name. */
export function namedGroups({ fleets }: Pick<FunctionPlan, 'fleets'>, names: GroupNames): NamedGroup[] {
  return fleets.flatMap(({ name: fleet, queues, base, burst }) =>
    ([['base', base] as const, ['burst', burst] as const] as const).flatMap(([kind, plan]): NamedGroup[] => {
      const groupName = names[fleet]?.[kind];
      return plan === undefined || groupName === undefined ? [] : [{ fleet, queues, kind, groupName, plan }];
    }),
  );
}
