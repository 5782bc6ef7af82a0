/**
 * The one answer to "how many instances now?". The deployed submit function and the simulated Auto Scaling group call
 * this same function, so what was simulated is what happens.
 */
import { assertNever } from '../assert-never.ts';
import { keepDesired } from './keep-desired.ts';
import type { Decision, Observation, PolicyMemory, ScalingPolicy } from './policy.ts';
import { decideScaleOnSubmit } from './scale-on-submit.ts';
import { decideScheduled } from './scheduled.ts';
import { decideStep } from './step.ts';
import { decideTargetTracking } from './target-tracking.ts';

/**
 * What a policy asks of one group. Pure: same input, same output; nothing is changed in place. When to ask is the
 * caller's: on an alarm's action (step, targetTracking), at `nextOccurrenceSeconds` (scheduled), on a submitted job
 * (scaleOnSubmit). A metric that is not a number is missing data and changes nothing.
 * Example: `visible > 10 -> +1` on 4,812 waiting, 1 running: desired 2, and a sentence saying so.
 */
export function decide(policy: ScalingPolicy, observation: Observation, memory: PolicyMemory): Decision {
  if (policy.kind === 'scheduled') return decideScheduled(policy, observation, memory);
  if (Number.isNaN(observation.metricValue)) {
    return keepDesired(observation, memory, `no datapoint: desired stays ${observation.desiredCount}`);
  }
  switch (policy.kind) {
    case 'step':
      return decideStep(policy, observation, memory);
    case 'targetTracking':
      return decideTargetTracking(policy, observation, memory);
    case 'scaleOnSubmit':
      return decideScaleOnSubmit(policy, observation, memory);
    default:
      return assertNever(policy);
  }
}
