import type { HubPlan } from './hub-plan.ts';

/** Whether any group of the plan wants to be asked when a job is submitted. */
export const scalesOnSubmit = ({ fleets }: Pick<HubPlan, 'fleets'>): boolean =>
  fleets.some(({ base, burst }) =>
    [base, burst].some(group => group?.policies.some(({ kind }) => kind === 'scaleOnSubmit')),
  );
