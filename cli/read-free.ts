/** What is free: the texts of `--free`, or else what a planner would try. */
import { HubError } from '../hub/errors.ts';
import { changePlan } from '../hub/plan/change-plan.ts';
import { SECONDS_PER_DAY } from '../hub/units.ts';
import { defaultParameters } from '../sim/recommend/default-parameters.ts';
import type { FreeParameter } from '../sim/recommend/free-parameter.ts';
import { parseFree } from '../sim/recommend/parse-free.ts';
import type { LoadedStudy } from './load-study.ts';

/**
 * @throws HubError USAGE for a text that is no PATH=VALUES, a path nobody knows, a value that the plan does not take, or when
 *   nothing is free
 */
export function readFree(
  texts: readonly string[] | undefined,
  { input, sources }: Pick<LoadedStudy, 'input' | 'sources'>,
): readonly FreeParameter[] {
  const { plan, scenario } = input;
  const { horizon } = scenario;
  const isWholeDay = horizon.kind === 'fixed' && horizon.seconds >= SECONDS_PER_DAY;
  const parameters =
    texts === undefined
      ? defaultParameters(plan, isWholeDay)
      : texts.map(text => requireKnown(readText(text), { plan, sources }));
  const twice = parameters.find(({ name }, index) => parameters.findIndex(other => other.name === name) < index);
  if (twice !== undefined)
    throw new HubError('USAGE', `--free names ${twice.name} twice`, { hint: 'give all its values at once' });
  if (parameters.length === 0) {
    throw new HubError('USAGE', `nothing is free in stack ${plan.stack}: there is no group that could be another`, {
      hint: "say what may change: --free 'fleets.generation.burst.maxCount=10,20'",
    });
  }
  return parameters;
}

function readText(text: string): FreeParameter {
  const parsed = parseFree(text);
  if (parsed.kind === 'parameter') return parsed.parameter;
  throw new HubError('USAGE', `--free '${text}' ${parsed.message}`, { hint: parsed.hint });
}

/** Each value by itself must make a plan; together with others it may still not. */
function requireKnown(parameter: FreeParameter, base: Parameters<typeof changePlan>[0]): FreeParameter {
  for (const { label, changes } of parameter.choices) {
    const made = changes.length === 0 ? undefined : changePlan(base, changes);
    if (made?.kind !== 'problems') continue;
    const { path, message, hint } = made.problems[0]!;
    throw new HubError('USAGE', `--free ${parameter.name}: ${path} ${message}, with the value ${label}`, {
      hint: hint ?? 'choose another value',
    });
  }
  return parameter;
}
