import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { parseStackConfig } from '../../hub/plan/parse-stack-config.ts';

const FOLDER = join(import.meta.dirname, '../..');

/** The text of a stack file of this project. */
export const stackText = (stack: 'dev' | 'prod'): string => readFileSync(join(FOLDER, `Pulumi.${stack}.yaml`), 'utf8');

/**
 * The plan of a stack file of this project.
 *
 * @param text another text than that of the file, for tests that change it
 * @throws Error with every problem when the text is no plan
 */
export function stackPlan(stack: 'dev' | 'prod', text: string = stackText(stack)): HubPlan {
  const parsed = parseStackConfig({ text, file: `Pulumi.${stack}.yaml`, stack });
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  return parsed.plan;
}
