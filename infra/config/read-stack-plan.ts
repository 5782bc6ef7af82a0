/**
 * The plan of the stack that Pulumi is running, from the very text that the simulator reads. Pulumi's own view of the
 * configuration is only compared with it: a value that came from anywhere else would be deployed without being simulated.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { type PlanSources, parseStackConfig } from '../../hub/plan/parse-stack-config.ts';
import { problemText } from '../../hub/yaml/problem.ts';
import { configProblems } from './config-problems.ts';

export type StackPlan = { readonly plan: HubPlan; readonly sources: PlanSources };

/**
 * Reads `Pulumi.<stack>.yaml` beside Pulumi.yaml. Warnings go to Pulumi's log.
 *
 * @throws pulumi.RunError with every problem and its place; Pulumi shows it without a stack trace
 */
export function readStackPlan(): StackPlan {
  const stack = pulumi.getStack();
  const file = `Pulumi.${stack}.yaml`;
  const parsed = parseStackConfig({ text: readStackFile(file), file, stack });
  const problems =
    parsed.kind === 'problems' ? parsed.problems : configProblems(pulumi.runtime.allConfig(), parsed.sources, file);
  if (problems.length > 0) {
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    throw new pulumi.RunError(`${file} cannot be used: ${count}\n${problems.map(problemText).join('')}`);
  }
  if (parsed.kind === 'problems') throw new Error('unreachable: a plan without problems');
  for (const warning of parsed.warnings) void pulumi.log.warn(problemText(warning).trimEnd());
  return parsed;
}

function readStackFile(file: string): string {
  const path = join(pulumi.getRootDirectory(), file);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const hint = 'copy Pulumi.dev.yaml to it: the simulator and the deploy read the same file';
    throw new pulumi.RunError(`${path} cannot be read: ${(error as Error).message}\n  hint: ${hint}`);
  }
}
