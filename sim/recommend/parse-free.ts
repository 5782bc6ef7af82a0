import { isSameSetting } from '../../hub/plan/is-same-setting.ts';
import { parseLocated } from '../../hub/yaml/parse-located.ts';
import { type FreeParameter, settingParameter } from './free-parameter.ts';

/** The end of a sentence whose subject is the text. */
export type FreeProblem = { readonly kind: 'problem'; readonly message: string; readonly hint: string };

const EXAMPLE = "write it as --free 'fleets.rigging.burst.maxCount=60,100,150'";

/**
 * Reads a setting and the values it may have: `PATH=VALUE,VALUE,...`, each as YAML would give it, so that a list of types is
 * `[g5.xlarge,g6.xlarge]`. The value that the plan has need not be among them: it always is.
 *
 * @example parseFree('fleets.rigging.burst.maxCount=60,100')   // { kind: 'parameter', parameter: { name: ..., choices: [as it is, 60, 100] } }
 */
export function parseFree(
  text: string,
): { readonly kind: 'parameter'; readonly parameter: FreeParameter } | FreeProblem {
  const [, path, list] = /^\s*([^=\s]+)\s*=(.*)$/s.exec(text) ?? [];
  if (path === undefined || list === undefined) return problem('is no PATH=VALUE,VALUE', EXAMPLE);
  const parsed = parseLocated(`[${list}]`, '--free');
  if (parsed.kind === 'problems')
    return problem(`has values that cannot be read: ${parsed.problems[0]!.message}`, EXAMPLE);
  const values = parsed.located.value as readonly unknown[];
  if (values.length === 0) return problem('names no value', EXAMPLE);
  const strange = values.find(value => typeof value === 'number' && !Number.isFinite(value));
  if (strange !== undefined) return problem(`has a value that is no number (saw ${strange})`, EXAMPLE);
  const twice = values.find((value, index) => values.findIndex(other => isSameSetting(other, value)) < index);
  if (twice !== undefined) return problem(`names one value twice (saw ${labelOf(twice)})`, 'keep one of them');
  return { kind: 'parameter', parameter: settingParameter(path, values, labelOf) };
}

function labelOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every(item => typeof item !== 'object')) return value.join(' or ');
  return JSON.stringify(value);
}

const problem = (message: string, hint: string): FreeProblem => ({ kind: 'problem', message, hint });
