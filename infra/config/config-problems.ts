/** Where Pulumi's configuration is not what the stack file says. */
import { isDeepStrictEqual } from 'node:util';
import type { PlanSources } from '../../hub/plan/parse-stack-config.ts';
import { NAMESPACE } from '../../hub/plan/stack-sections.ts';
import { partAt } from '../../hub/yaml/located.ts';
import type { Problem } from '../../hub/yaml/problem.ts';

/**
 * One problem for each key of ours whose value the engine got from elsewhere: Pulumi.yaml, an environment, or another
 * file named by `--config-file`. Keys that only the file has are secrets or were set since; the file holds for those.
 *
 * @param engineConfig as the language host hands it over: full key to text, objects as JSON
 * @example configProblems({ 'asset-hub:gate': '{"users":5}' }, sources, 'Pulumi.dev.yaml')[0]?.path   // 'asset-hub:gate'
 */
export function configProblems(
  engineConfig: Readonly<Record<string, string>>,
  { sections }: Pick<PlanSources, 'sections'>,
  file: string,
): Problem[] {
  return Object.entries(engineConfig).flatMap(([key, text]) => {
    const [namespace, ...rest] = key.split(':');
    if (namespace !== NAMESPACE) return [];
    const part = partAt(sections, [rest.join(':')]);
    if (part !== undefined && isDeepStrictEqual(parsedValue(text), part.value)) return [];
    const place = part?.keyPlace ?? sections.keyPlace;
    const message =
      part === undefined
        ? `is set, but not in ${file}: it would be deployed without being simulated`
        : `has another value in Pulumi's configuration than in ${file}`;
    return [{ ...place, path: key, message, hint: `write it in ${file}, and nowhere else` }];
  });
}

/** Objects and lists arrive as JSON, everything else as the text of it. */
function parsedValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
