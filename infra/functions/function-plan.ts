/** The plan as this function was deployed with it. */
import { readFileSync } from 'node:fs';
import { HubError } from '../../hub/errors.ts';
import type { FunctionPlan } from '../../hub/plan/function-plan.ts';
import { variables } from './environment.ts';
import { PLAN_FILE_NAME } from './plan-file-name.ts';

/**
 * Reads it once, at start. It was written by the deploy from a plan that was checked, so it is not checked again.
 *
 * @throws HubError when there is none
 */
export function readFunctionPlan(): FunctionPlan {
  const file = variables.HUB_PLAN_FILE ?? new URL(PLAN_FILE_NAME, import.meta.url);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as FunctionPlan;
  } catch (cause) {
    throw new HubError('FILE_UNREADABLE', `the function's plan cannot be read (saw ${String(file)})`, {
      hint: `deploy again, or name the file in HUB_PLAN_FILE where the function is started by hand`,
      cause,
    });
  }
}
