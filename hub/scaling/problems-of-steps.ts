/**
 * Rules of step adjustments. Source: EC2 Auto Scaling guide, as-scaling-simple-step, 2023-06-15, "Step adjustments for
 * step scaling" [H], except where a comment says otherwise.
 */
import type { Step, StepPolicy } from './policy.ts';
import type { PolicyProblem } from './policy-problem.ts';

/**
 * Problems of a step policy's steps: their ranges, their side of the threshold, and what they add.
 * Example: two steps without an upper bound -> an error at the second, `['steps', 1, 'upperBound']`.
 */
export function problemsOfSteps(policy: StepPolicy): readonly PolicyProblem[] {
  // Sorted by range, each with its place in the file.
  const ranges = policy.steps
    .map((step, index) => ({ step, index }))
    .sort((a, b) => lowerOf(a.step) - lowerOf(b.step) || upperOf(a.step) - upperOf(b.step));
  return [
    ...ranges.flatMap(range => problemsOfRange(range)),
    ...ranges.slice(1).flatMap((range, i) => problemsOfNeighbours(ranges[i]!, range)),
    ...problemsOfSide(policy, ranges),
    ...ranges.flatMap(range => problemsOfAdjustment(policy, range)),
    ...problemsOfMagnitude(policy),
  ];
}

type Range = { readonly step: Step; readonly index: number };

const lowerOf = (step: Step): number => step.lowerBound ?? -Infinity;
const upperOf = (step: Step): number => step.upperBound ?? Infinity;
const textOf = (step: Step): string => `${step.lowerBound ?? '-inf'}..${step.upperBound ?? 'inf'}`;

function error(path: readonly (string | number)[], message: string, hint: string): PolicyProblem {
  return { severity: 'error', path, message, hint };
}

function warning(path: readonly (string | number)[], message: string, hint: string): PolicyProblem {
  return { severity: 'warning', path, message, hint };
}

function problemsOfRange({ step, index }: Range): readonly PolicyProblem[] {
  if (step.lowerBound === undefined && step.upperBound === undefined) {
    return [
      error(['steps', index], 'a step must have a lower or an upper bound', 'add lowerBound: 0 or upperBound: 0'),
    ];
  }
  if (lowerOf(step) < upperOf(step)) return [];
  const message = `lowerBound must be < upperBound (saw ${textOf(step)})`;
  return [error(['steps', index, 'lowerBound'], message, 'exchange the two bounds')];
}

function problemsOfNeighbours(before: Range, range: Range): readonly PolicyProblem[] {
  const path = (bound: string) => ['steps', range.index, bound];
  if (before.step.lowerBound === undefined && range.step.lowerBound === undefined) {
    return [error(path('lowerBound'), 'only one step may have no lower bound', 'give this step a lowerBound')];
  }
  if (before.step.upperBound === undefined && range.step.upperBound === undefined) {
    return [error(path('upperBound'), 'only one step may have no upper bound', 'give all but one step an upperBound')];
  }
  const gap = lowerOf(range.step) - upperOf(before.step);
  if (gap === 0) return [];
  const message = `steps must not ${gap > 0 ? 'leave a gap' : 'overlap'} (saw ${textOf(before.step)}, then ${textOf(range.step)})`;
  return [
    error(path('lowerBound'), message, `set this lowerBound to ${before.step.upperBound ?? "the earlier step's end"}`),
  ];
}

/** A high alarm's steps lie above its threshold and reach infinity; a low alarm's below, to minus infinity. */
function problemsOfSide(policy: StepPolicy, ranges: readonly Range[]): readonly PolicyProblem[] {
  const high = policy.comparison === '>' || policy.comparison === '>=';
  const inner = high ? 'lowerBound' : 'upperBound';
  const outer = high ? 'upperBound' : 'lowerBound';
  const astray = ranges.filter(({ step }) => (high ? lowerOf(step) < 0 : upperOf(step) > 0));
  if (astray.length > 0) {
    const side = high ? 'lowerBound >= 0' : 'upperBound <= 0';
    return astray.map(({ step, index }) => {
      const message = `an alarm with ${policy.comparison} needs steps with ${side} (saw ${textOf(step)})`;
      return error(['steps', index, inner], message, `set ${inner} to 0, or turn the comparison round`);
    });
  }
  const nearest = high ? ranges[0]! : ranges.at(-1)!;
  const farthest = high ? ranges.at(-1)! : ranges[0]!;
  const problems: PolicyProblem[] = [];
  if (farthest.step[outer] !== undefined) {
    const message = `one step must have no ${outer}, or a large breach matches none (saw ${textOf(farthest.step)})`;
    problems.push(error(['steps', farthest.index, outer], message, `leave ${outer} out of this step`));
  }
  if (nearest.step[inner] !== 0) {
    // Not refused by AWS as far as its guide says, but such an alarm fires and nothing happens.
    const message = `a breach by less than ${Math.abs(nearest.step[inner] ?? 0)} matches no step (saw ${textOf(nearest.step)})`;
    problems.push(warning(['steps', nearest.index, inner], message, `set ${inner} to 0 or move the threshold`));
  }
  return problems;
}

function problemsOfAdjustment(policy: StepPolicy, { step, index }: Range): readonly PolicyProblem[] {
  const path = ['steps', index, 'adjustment'];
  if (policy.adjustmentType === 'ExactCapacity') {
    if (step.adjustment >= 0) return [];
    return [error(path, `an exact capacity must be >= 0 (saw ${step.adjustment})`, 'set adjustment to 0 or more')];
  }
  const high = policy.comparison === '>' || policy.comparison === '>=';
  if (high ? step.adjustment >= 0 : step.adjustment <= 0) return [];
  const message = `a ${high ? 'high' : 'low'} alarm should ${high ? 'add' : 'remove'} instances (saw ${step.adjustment})`;
  return [warning(path, message, 'turn the sign of adjustment, or the comparison')];
}

function problemsOfMagnitude(policy: StepPolicy): readonly PolicyProblem[] {
  if (policy.minAdjustmentMagnitude === undefined || policy.adjustmentType === 'PercentChangeInCapacity') return [];
  const message = `minAdjustmentMagnitude works only with PercentChangeInCapacity (saw ${policy.adjustmentType})`;
  return [error(['minAdjustmentMagnitude'], message, 'leave minAdjustmentMagnitude out')];
}
