/** A scenario file becomes a scenario, or all its mistakes with their places. Text in, value out: nothing is read here. */
import { type Located, locate, partAt, printPath } from '../../hub/yaml/located.ts';
import { parseLocated } from '../../hub/yaml/parse-located.ts';
import type { Problem } from '../../hub/yaml/problem.ts';
import { problemsFromZod } from '../../hub/yaml/problems-from-zod.ts';
import { checkScenario, type Finding } from './check-scenario.ts';
import { type Scenario, scenarioSchema } from './scenario.ts';

export type ParsedScenario =
  | {
      readonly kind: 'ok';
      readonly scenario: Scenario;
      /** The `plan` section with its places, to be merged onto the stack file; undefined when there is none. */
      readonly planPatch: Located | undefined;
      readonly warnings: readonly Problem[];
    }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/**
 * Steps: 1. syntax; 2. each field by itself; 3. the fields together. Each step reports all it finds, and the next one
 * starts only when there was nothing. What a `plan` section says is checked with the stack it is merged onto.
 *
 * @example
 * parseScenario('name: launch\narrivals: [{ kind: flashCrowd, users: 10000, windowSeconds: 60 }]\n', 'launch.yaml')
 */
export function parseScenario(text: string, file: string): ParsedScenario {
  const parsed = parseLocated(text, file);
  if (parsed.kind === 'problems') return parsed;
  const { located } = parsed;

  const result = scenarioSchema.safeParse(located.value);
  if (!result.success) return { kind: 'problems', problems: problemsFromZod(result.error, located, scenarioSchema) };

  const findings = checkScenario(result.data);
  const withSeverity = (severity: Finding['severity']) =>
    findings.filter(finding => finding.severity === severity).map(finding => problemOf(finding, located));
  const problems = withSeverity('error');
  if (problems.length > 0) return { kind: 'problems', problems };
  return {
    kind: 'ok',
    scenario: result.data,
    planPatch: partAt(located, ['plan']),
    warnings: withSeverity('warning'),
  };
}

function problemOf(finding: Finding, located: Located): Problem {
  const { path, message, hint } = finding;
  return { ...locate(located, path), path: printPath(path), message, hint };
}
