/**
 * Rules across fields, which a schema cannot say. Each is a pure function of the plan; the table says what each relies on,
 * so that a section that could not be read does not bring complaints about its absence.
 */
import { checkAssumptions } from './check-assumptions.ts';
import { checkBootPaths, checkGroups } from './check-groups.ts';
import { checkPolicies } from './check-policies.ts';
import { checkFleetQueues, checkQueues, checkQueuesServed, checkStagesServed } from './check-queues.ts';
import { checkQuotas } from './check-quotas.ts';
import { checkAccess, checkDelivery, checkGate, checkNetwork, checkPrices, checkStorage } from './check-site.ts';
import type { Finding } from './finding.ts';
import type { HubPlanInput } from './hub-plan.ts';

type Section = keyof HubPlanInput;
type Check = { readonly run: (plan: HubPlanInput) => readonly Finding[]; readonly reliesOn: readonly Section[] };

const CHECKS: readonly Check[] = [
  { run: checkQueues, reliesOn: [] },
  { run: checkStagesServed, reliesOn: ['queues'] },
  { run: checkFleetQueues, reliesOn: ['queues'] },
  { run: checkQueuesServed, reliesOn: ['fleets'] },
  { run: checkGroups, reliesOn: [] },
  { run: checkBootPaths, reliesOn: ['boot'] },
  { run: checkPolicies, reliesOn: [] },
  { run: checkQuotas, reliesOn: ['quotas', 'fleets'] },
  { run: checkPrices, reliesOn: ['prices'] },
  { run: checkNetwork, reliesOn: ['network', 'fleets'] },
  { run: checkAccess, reliesOn: ['access'] },
  { run: checkStorage, reliesOn: ['storage'] },
  { run: checkDelivery, reliesOn: ['delivery'] },
  { run: checkGate, reliesOn: ['gate', 'queues'] },
  { run: checkAssumptions, reliesOn: ['assumptions'] },
];

/**
 * Everything wrong with a plan of the right shape.
 *
 * @param incomplete sections of which something had to be left out because it could not be read
 * @example checkPlan(plan)   // [{ severity: 'error', path: ['fleets', 'generation', 'burst', 'maxCount'], message: ... }]
 */
export function checkPlan(plan: HubPlanInput, incomplete: ReadonlySet<string> = new Set()): readonly Finding[] {
  return CHECKS.filter(({ reliesOn }) => !reliesOn.some(section => incomplete.has(section))).flatMap(({ run }) =>
    run(plan),
  );
}
