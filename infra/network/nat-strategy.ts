import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { Count } from '../../hub/units.ts';

/** As awsx names them. */
export type NatStrategy = 'None' | 'Single' | 'OnePerAz';

/**
 * Which zones get a NAT gateway. Workers in public subnets have no use for one. A single gateway is a single point of
 * failure and pays for crossing zones; one per zone is neither and costs that many times as much. The plan's own rules allow
 * no other counts.
 *
 * @example natStrategyOf({ workerSubnets: 'private', natGatewayCount: 5 }, 5)   // 'OnePerAz'
 */
export function natStrategyOf(
  { workerSubnets, natGatewayCount }: Pick<HubPlan['network'], 'workerSubnets' | 'natGatewayCount'>,
  zoneCount: Count,
): NatStrategy {
  if (workerSubnets === 'public' || natGatewayCount === 0) return 'None';
  return natGatewayCount === zoneCount && zoneCount > 1 ? 'OnePerAz' : 'Single';
}
