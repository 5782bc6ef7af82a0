/** A plan as a function finds it: a file, named in HUB_PLAN_FILE. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionPlanOf } from '../../hub/plan/function-plan.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';

/** @returns its path; it goes when the test's process ends */
export function planFile(plan: HubPlan): string {
  const folder = mkdtempSync(join(tmpdir(), 'function-plan-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'plan.json');
  writeFileSync(file, JSON.stringify(functionPlanOf(plan)));
  return file;
}
