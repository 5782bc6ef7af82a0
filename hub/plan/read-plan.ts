/**
 * From located sections to a plan of the right shape. What cannot be read is reported and left out, so that the rules
 * across fields can still be checked on the rest and a person sees all mistakes at once.
 */
import type { z } from 'zod';
import type { Located, Path } from '../yaml/located.ts';
import type { Problem } from '../yaml/problem.ts';
import { problemsFromZod } from '../yaml/problems-from-zod.ts';
import { type HubPlanInput, hubPlanSchema } from './hub-plan.ts';

export type ReadPlan = {
  /** Undefined when too little is left to check. */
  readonly plan: HubPlanInput | undefined;
  readonly problems: readonly Problem[];
  /** Sections of which something was left out. */
  readonly incomplete: ReadonlySet<string>;
};

/** Zod would first write and compile a parser for each object, which pays after some dozen plans: 10 ms of a start. */
const ONCE = { jitless: true };

export function readPlan(sections: Located): ReadPlan {
  const whole = hubPlanSchema.safeParse(sections.value, ONCE);
  if (whole.success) return { plan: whole.data, problems: [], incomplete: new Set() };
  const problems = problemsFromZod(whole.error, sections, hubPlanSchema);
  const faulty = whole.error.issues.flatMap(faultyParts);
  const rest = faulty.reduce<unknown>((value, path) => without(value, path), sections.value);
  const readable = hubPlanSchema.safeParse({ queues: {}, fleets: {}, ...(rest as object) }, ONCE);
  return {
    plan: readable.success ? readable.data : undefined,
    problems,
    // A key nobody knows can be ignored without loss.
    incomplete: new Set(faulty.filter(path => !isStrangeKey(path, whole.error)).map(path => String(path[0]))),
  };
}

type Issue = z.core.$ZodIssue;

/** The smallest parts to leave out for the rest to be readable: strange keys, one queue or fleet, or else a section. */
function faultyParts(issue: Issue): readonly Path[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => [...issue.path, key]);
  const isNamed = issue.path[0] === 'queues' || issue.path[0] === 'fleets';
  return [issue.path.slice(0, isNamed ? 2 : 1)];
}

function isStrangeKey(path: Path, error: z.ZodError): boolean {
  return error.issues.some(
    issue =>
      issue.code === 'unrecognized_keys' &&
      issue.path.length === path.length - 1 &&
      issue.path.every((key, index) => key === path[index]) &&
      issue.keys.includes(String(path.at(-1))),
  );
}

/** A copy without the part at `path`. Items of sequences stay, since removing one would shift its neighbours' places. */
function without(value: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? without(item, rest) : item));
  const entries = Object.entries(value).filter(([name]) => rest.length > 0 || name !== String(key));
  return Object.fromEntries(entries.map(([name, part]) => [name, name === String(key) ? without(part, rest) : part]));
}
