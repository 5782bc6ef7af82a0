import * as pulumi from '@pulumi/pulumi';
import { problemText } from '../../hub/yaml/problem.ts';
import type { StackPlan } from '../config/read-stack-plan.ts';
import { deployProblems } from './deploy-problems.ts';

/**
 * Ends the program before it has registered anything when the plan has parts that nothing on AWS stands for.
 *
 * @throws pulumi.RunError with every such part and its place; Pulumi shows it without a stack trace
 */
export function checkDeployable({ plan, sources }: StackPlan): void {
  const problems = deployProblems(plan, sources.sections);
  if (problems.length === 0) return;
  throw new pulumi.RunError(`this plan can be simulated, but not deployed\n${problems.map(problemText).join('')}`);
}
