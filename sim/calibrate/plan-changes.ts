import type { PlanChange } from '../../hub/plan/change-plan.ts';
import type { Calibration } from './calibration.ts';

/**
 * The settings of a plan that a calibration knows better.
 *
 * @param bootPath whose model load the loads are; without it they change nothing, since a worker's log leaves out the copy of
 * the weights that comes before it
 * @example planChanges(calibration, undefined)   // [{ path: 'stages.matte.serviceSeconds', value: { kind: 'gamma', ... } }]
 */
export function planChanges({ fitted }: Calibration, bootPath: string | undefined): readonly PlanChange[] {
  return fitted.flatMap(({ subject, times }): readonly PlanChange[] => {
    const value = times.chosen.distribution;
    if (subject.kind === 'stage') return [{ path: `stages.${subject.stage}.serviceSeconds`, value }];
    return bootPath === undefined ? [] : [{ path: `boot.${bootPath}.modelLoadSeconds`, value }];
  });
}
