/**
 * Settings changed in the text of a stack file. It protects two invariants: the new text parses to the plan with exactly
 * those settings changed, and nothing else in the file is touched, comments neither.
 */
import { removeFromYaml, setInYaml } from '../yaml/edit-yaml.ts';
import { parseLocated } from '../yaml/parse-located.ts';
import type { Problem } from '../yaml/problem.ts';
import { changePlan, type PlanChange, withValueAt } from './change-plan.ts';
import { hubPlanSchema } from './hub-plan.ts';
import { isSameSetting } from './is-same-setting.ts';
import { narrowestEdit, type SettingEdit } from './narrowest-edit.ts';
import { type ParsedStackConfig, parseStackConfig, type StackConfigSource } from './parse-stack-config.ts';
import { readSettingPath } from './plan-path.ts';
import { NAMESPACE, stackSections } from './stack-sections.ts';

export type StackPatch = Omit<StackConfigSource, 'patches'> & { readonly changes: readonly PlanChange[] };

export type PatchedStack =
  | {
      readonly kind: 'patched';
      readonly text: string;
      /** What the new text parses to. */
      readonly parsed: Extract<ParsedStackConfig, { kind: 'plan' }>;
    }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/**
 * Makes the changes in their order, each as narrowly as the file allows: a default is written out as far as it has to be,
 * and a preset of which one number changes becomes the policy it stands for.
 *
 * @returns the new text, or every problem of the old file, of the paths, or of what the values break
 * @example
 * patchStackText({ text, file: 'Pulumi.prod.yaml', stack: 'prod', changes: [{ path: 'fleets.rigging.burst.maxCount', value: 150 }] })
 */
export function patchStackText({ text, file, stack, changes }: StackPatch): PatchedStack {
  const before = parseStackConfig({ text, file, stack });
  if (before.kind === 'problems') return before;
  // 1. What it has to become. All mistakes show here, at the places of the old text.
  const wanted = changePlan(before, changes);
  if (wanted.kind === 'problems') return wanted;
  // 2. One change after the other. Between them a plan need not be valid: two settings may have to move together.
  let edited: string | undefined = text;
  let input: unknown = before.sources.input;
  for (const { path: name, value } of changes) {
    const read = readSettingPath(name, hubPlanSchema, input);
    if (read.kind === 'unknown' || edited === undefined) break;
    const edit = narrowestEdit({ path: read.path, value }, input, writtenSections(edited, file));
    edited = withEdit(edited, edit);
    input = withValueAt(input, read.path, value);
  }
  // 3. Whether it has become that. It has not where an anchor stands for several places at once.
  const parsed = edited === undefined ? undefined : parseStackConfig({ text: edited, file, stack });
  if (edited !== undefined && parsed?.kind === 'plan' && isSameSetting(parsed.sources.input, wanted.input)) {
    return { kind: 'patched', text: edited, parsed };
  }
  return { kind: 'problems', problems: changes.map(({ path }) => notEditable(path, file)) };
}

function writtenSections(text: string, file: string) {
  const parsed = parseLocated(text, file);
  return parsed.kind === 'parsed' ? stackSections(parsed.located).sections : undefined;
}

function withEdit(text: string, { path, value }: SettingEdit): string | undefined {
  const [section, ...rest] = path;
  const place = ['config', `${NAMESPACE}:${String(section)}`, ...rest];
  return value === null ? removeFromYaml(text, place) : setInYaml(text, place, value);
}

function notEditable(path: string, file: string): Problem {
  return {
    file,
    line: 1,
    column: 1,
    path,
    message: 'cannot be changed in place, since an alias or a merge (<<) stands in the way',
    hint: 'write the setting out where it belongs, without anchors, and try again',
  };
}
