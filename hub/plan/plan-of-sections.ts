/** The last step to a plan, whoever made the sections: shape, then rules across fields. */
import { type Located, locate, locateKey, partAt, printPath } from '../yaml/located.ts';
import type { Problem } from '../yaml/problem.ts';
import { checkPlan } from './check-plan.ts';
import type { Finding } from './finding.ts';
import type { HubPlan, HubPlanInput } from './hub-plan.ts';
import { readPlan } from './read-plan.ts';
import { toHubPlan } from './to-hub-plan.ts';

export type PlanOfSections = {
  /** Both undefined when there are problems, or no region. */
  readonly plan: HubPlan | undefined;
  readonly input: HubPlanInput | undefined;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
};

/** @param sections a mapping of section to value, each part with its place */
export function planOfSections(sections: Located, stack: string, region: string | undefined): PlanOfSections {
  const read = readPlan(sections);
  const findings = read.plan === undefined ? [] : checkPlan(read.plan, read.incomplete);
  const placedOf = (severity: Finding['severity']) =>
    findings.filter(finding => finding.severity === severity).map(finding => placed(finding, sections));
  const problems = [...read.problems, ...placedOf('error')];
  const isFine = problems.length === 0 && read.plan !== undefined && region !== undefined;
  return {
    plan: isFine ? toHubPlan(read.plan, stack, region) : undefined,
    input: isFine ? read.plan : undefined,
    problems,
    warnings: placedOf('warning'),
  };
}

function placed({ path, message, hint }: Finding, sections: Located): Problem {
  // A complaint about a whole mapping points at its name, not at its first line.
  const isWhole = partAt(sections, path)?.children !== undefined;
  const place = isWhole ? locateKey(sections, path) : locate(sections, path);
  return { ...place, path: printPath(path), message, ...(hint === undefined ? {} : { hint }) };
}
