import { INSTANCE_TYPE_NAMES } from '../catalog/instances.ts';
import { parseThreshold } from '../gate/parse-threshold.ts';
import { didYouMean } from '../yaml/did-you-mean.ts';
import { error, type Finding, warning } from './finding.ts';
import type { HubPlanInput } from './hub-plan.ts';

/** Prices are given for types the catalog knows. */
export function checkPrices(plan: HubPlanInput): readonly Finding[] {
  return (['onDemandUsdPerHour', 'spotUsdPerHour'] as const).flatMap(key =>
    Object.keys(plan.prices[key])
      .filter(name => !(INSTANCE_TYPE_NAMES as readonly string[]).includes(name))
      .map(name =>
        error(['prices', key, name], `must be an instance type (saw ${name})`, didYouMean(name, INSTANCE_TYPE_NAMES)),
      ),
  );
}

/** Private workers without a way out could not even fetch their messages; gateways nobody uses cost 33 USD a month each. */
export function checkNetwork({ network }: HubPlanInput): readonly Finding[] {
  const path = ['network', 'natGatewayCount'];
  const { workerSubnets, natGatewayCount } = network;
  if (workerSubnets === 'private' && natGatewayCount === 0) {
    return [
      error(
        path,
        'must be >= 1 with private workers, which have no other way to SQS (saw 0)',
        'set it to 1, or workerSubnets to public',
      ),
    ];
  }
  if (workerSubnets === 'public' && natGatewayCount > 0) {
    return [warning(path, `is paid for and not used by public workers (saw ${natGatewayCount})`, 'set it to 0')];
  }
  return [];
}

/** Thresholds can be read, and name queues there are. */
export function checkGate(plan: HubPlanInput): readonly Finding[] {
  const queues = Object.keys(plan.queues);
  return plan.gate.thresholds.flatMap((text, index) => {
    const path = ['gate', 'thresholds', index];
    const parsed = parseThreshold(text);
    if (parsed.kind === 'problem') {
      return [
        error(
          path,
          `must be a threshold: ${parsed.message} (saw '${text}', at its column ${parsed.column})`,
          parsed.hint,
        ),
      ];
    }
    const { queue } = parsed.threshold.labels;
    if (queue === undefined || queues.includes(queue)) return [];
    return [error(path, `must name a queue of this plan (saw ${queue})`, didYouMean(queue, queues))];
  });
}
