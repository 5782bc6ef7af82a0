import * as pulumi from '@pulumi/pulumi';
import { locate } from '../../hub/yaml/located.ts';
import { type Problem, problemText } from '../../hub/yaml/problem.ts';
import type { StackPlan } from '../config/read-stack-plan.ts';
import { deployProblems } from './deploy-problems.ts';

/**
 * What the simulator does and AWS does not yet: said in every preview, so that nobody relies on it.
 *
 * @example 'Pulumi.dev.yaml:60:5 admission.jobsInSystemMax is simulated, but the submit function turns nobody away yet ...'
 */
function warnings({ plan, sources }: StackPlan): readonly Problem[] {
  if (plan.admission.jobsInSystemMax === 0) return [];
  const path = ['admission', 'jobsInSystemMax'];
  const message = 'is simulated, but the submit function turns nobody away yet: the prediction is for a hub that does';
  const hint = 'what bounds spending until then is maxCount of the groups; compare with a prediction without it';
  return [{ ...locate(sources.sections, path), path: path.join('.'), message, hint }];
}

/**
 * Ends the program before it has registered anything when the plan has parts that nothing on AWS stands for.
 *
 * @throws pulumi.RunError with every such part and its place; Pulumi shows it without a stack trace
 */
export function checkDeployable({ plan, sources }: StackPlan): void {
  for (const warning of warnings({ plan, sources })) void pulumi.log.warn(problemText(warning).trimEnd());
  const problems = deployProblems(plan, sources.sections);
  if (problems.length === 0) return;
  throw new pulumi.RunError(`this plan can be simulated, but not deployed\n${problems.map(problemText).join('')}`);
}
