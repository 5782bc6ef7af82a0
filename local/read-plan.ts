import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HubError } from '../hub/errors.ts';
import type { HubPlan } from '../hub/plan/hub-plan.ts';
import { parseStackConfig } from '../hub/plan/parse-stack-config.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '..');

/** The plan of `Pulumi.<stack>.yaml`. @throws HubError FILE_UNREADABLE or CONFIG_INVALID, with all problems */
export function readPlan(stack: string): HubPlan {
  const name = `Pulumi.${stack}.yaml`;
  let text: string;
  try {
    text = readFileSync(join(PROJECT_FOLDER, name), 'utf8');
  } catch (cause) {
    throw new HubError('FILE_UNREADABLE', `${name} cannot be read`, {
      hint: 'name one of the stacks with --stack',
      cause,
    });
  }
  const parsed = parseStackConfig({ text, file: name, stack });
  if (parsed.kind === 'plan') return parsed.plan;
  throw new HubError('CONFIG_INVALID', `${name} is no plan`, { problems: parsed.problems });
}
