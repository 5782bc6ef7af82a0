/** What is free: the texts of `--free`, or else what a planner would try. */
import { INSTANCE_TYPE_NAMES, type InstanceTypeName } from '../hub/catalog/instances.ts';
import { HubError } from '../hub/errors.ts';
import { changePlan } from '../hub/plan/change-plan.ts';
import { SECONDS_PER_DAY } from '../hub/units.ts';
import { didYouMean } from '../hub/yaml/did-you-mean.ts';
import { defaultParameters } from '../sim/recommend/default-parameters.ts';
import type { FreeParameter } from '../sim/recommend/free-parameter.ts';
import { parseFree } from '../sim/recommend/parse-free.ts';
import type { RecommendFlags } from './flags.ts';
import type { LoadedStudy } from './load-study.ts';

/**
 * @throws HubError USAGE for a text that is no PATH=VALUES, a path nobody knows, a value that the plan does not take, a machine
 *   that the catalog lacks, both flags at once, or when nothing is free
 */
export function readFree(
  { free: texts, types }: Pick<RecommendFlags, 'free' | 'types'>,
  { input, sources }: Pick<LoadedStudy, 'input' | 'sources'>,
): readonly FreeParameter[] {
  const { plan, scenario } = input;
  const { horizon } = scenario;
  if (texts !== undefined && types !== undefined) {
    throw new HubError('USAGE', '--free and --types exclude each other', {
      hint: "name machines in --free: 'fleets.rigging.burst.instanceTypes=[g4dn.xlarge],[g4dn.2xlarge]'",
    });
  }
  const isWholeDay = horizon.kind === 'fixed' && horizon.seconds >= SECONDS_PER_DAY;
  const parameters =
    texts === undefined
      ? defaultParameters(plan, isWholeDay, types === undefined ? undefined : readTypes(types))
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

function readTypes(text: string): readonly InstanceTypeName[] {
  return [...new Set(text.split(','))].map(each => {
    const known = INSTANCE_TYPE_NAMES.find(name => name === each.trim());
    if (known !== undefined) return known;
    throw new HubError('USAGE', `--types names a machine that the catalog lacks (saw '${each}')`, {
      hint: didYouMean(each, INSTANCE_TYPE_NAMES),
    });
  });
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
