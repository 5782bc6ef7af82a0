import { clampCount } from './clamp-count.ts';
import type { Decision, Observation, PolicyMemory } from './policy.ts';

/** The decision that changes nothing, and says why. A desired capacity outside the limits is still brought inside. */
export function keepDesired(observation: Observation, memory: PolicyMemory, reason: string): Decision {
  const { desiredCount, minCount, maxCount } = observation;
  return { desiredCount: clampCount(desiredCount, minCount, maxCount), reason, memory };
}
