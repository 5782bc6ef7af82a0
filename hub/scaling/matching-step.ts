import type { Step, StepPolicy } from './policy.ts';

/**
 * The step whose range holds the metric, or undefined when none does.
 *
 * Bounds are offsets from the threshold. Above it the lower bound is inclusive and the upper exclusive; below it the
 * lower is exclusive and the upper inclusive (EC2 Auto Scaling guide, 2023-06-15, "Step adjustments for step
 * scaling" [H]). Exactly at the threshold the alarm's comparison says which side is meant.
 *
 * Example: threshold 10, `>=`, steps [0, 20) [20, 90) [90, inf): 29 is in the first, 30 in the second.
 */
export function matchingStep(policy: StepPolicy, metricValue: number): Step | undefined {
  const offset = metricValue - policy.threshold;
  const above = isAbove(policy, offset);
  return policy.steps.find(step => {
    const lower = step.lowerBound ?? -Infinity;
    const upper = step.upperBound ?? Infinity;
    // An open end takes in infinity itself, so that no breach falls outside the last step.
    if (above) return offset >= lower && (offset < upper || upper === Infinity);
    return (offset > lower || lower === -Infinity) && offset <= upper;
  });
}

/** A step's range as its side reads it: `[0, 20)` above the threshold, `(-inf, 0]` below. */
export function rangeText(policy: StepPolicy, step: Step): string {
  const lower = step.lowerBound ?? '-inf';
  const upper = step.upperBound ?? 'inf';
  return isAbove(policy, step.lowerBound ?? -1) ? `[${lower}, ${upper})` : `(${lower}, ${upper}]`;
}

function isAbove(policy: StepPolicy, offset: number): boolean {
  return offset > 0 || (offset === 0 && (policy.comparison === '>' || policy.comparison === '>='));
}
