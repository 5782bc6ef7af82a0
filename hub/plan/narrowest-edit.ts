/** How much of a file has to be written for one setting to change, when what is around it is a default. */
import { type Located, type Path, partAt } from '../yaml/located.ts';
import { schemaAt } from '../yaml/schema-walk.ts';
import { withValueAt } from './change-plan.ts';
import { hubPlanSchema } from './hub-plan.ts';
import { isSameSetting } from './is-same-setting.ts';
import { spelledOut } from './plan-path.ts';

/** What to write where; null: nothing. */
export type SettingEdit = { readonly path: Path; readonly value: unknown };

/**
 * A default that was given as a whole, such as a stage's time, is lost as soon as a part of it is written: then the whole
 * is written. A preset of which a part changes is written out as the policy it stands for.
 *
 * @param input the plan with its defaults, before the change
 * @param written the sections as the file has them
 * @example narrowestEdit({ path: ['stages', 'rigging', 'serviceSeconds', 'mean'], value: 60 }, input, written)
 *   // { path: ['stages', 'rigging', 'serviceSeconds'], value: { kind: 'lognormal', mean: 60, cv: 0.25 } }
 */
export function narrowestEdit(edit: SettingEdit, input: unknown, written: Located | undefined): SettingEdit {
  const { path, value } = edit;
  const presetDepth = path.findIndex((key, depth) => {
    const part = valueAt(input, path.slice(0, depth));
    return spelledOut(part, key) !== part;
  });
  if (presetDepth !== -1) return widened(edit, input, presetDepth);
  // How far the file goes along the path; what stands there may be empty, as in `gate:`.
  const writtenDepth = path.findIndex(
    (_, depth) => (partAt(written, path.slice(0, depth + 1))?.value ?? null) === null,
  );
  if (writtenDepth === -1 || writtenDepth === path.length - 1 || value === null) return edit;
  const top = path.slice(0, writtenDepth + 1);
  for (let depth = path.length; depth > top.length; depth -= 1) {
    if (staysTheSame(top, path.slice(top.length, depth), input)) {
      return depth === path.length ? edit : widened(edit, input, depth);
    }
  }
  return widened(edit, input, top.length);
}

/** Would the part at `top` be what it is, if of it only what stands at `rest` were written? */
function staysTheSame(top: Path, rest: Path, input: unknown): boolean {
  const whole = valueAt(input, top);
  const part = rest.toReversed().reduce<unknown>((inner, key) => ({ [String(key)]: inner }), valueAt(whole, rest));
  const parsed = schemaAt(hubPlanSchema, top, input)?.safeParse(part);
  return parsed?.success === true && isSameSetting(parsed.data, whole);
}

function widened({ path, value }: SettingEdit, input: unknown, depth: number): SettingEdit {
  const top = path.slice(0, depth);
  return { path: top, value: withValueAt(valueAt(input, top), path.slice(depth), value) };
}

function valueAt(whole: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[String(key)],
    whole,
  );
}
