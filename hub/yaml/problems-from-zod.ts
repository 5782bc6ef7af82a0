/**
 * What zod found, said to the person who wrote the file: the place, the rule in our words, what was seen, and what was
 * probably meant.
 */
import type { z } from 'zod';
import { didYouMean, nearest } from './did-you-mean.ts';
import { type Located, locate, locateKey, type Path, partAt, printPath } from './located.ts';
import type { Problem } from './problem.ts';
import { knownKeys } from './schema-walk.ts';

type Issue = z.core.$ZodIssue;

/**
 * One problem for each issue, in the order of the places.
 *
 * @param located the value that was parsed
 * @param schema the schema that parsed it; names the keys that could have been meant
 * @example
 * // fleets.generation.burst.maxCont 'is not a key that is known here', hint 'did you mean maxCount?'
 */
export function problemsFromZod(error: z.ZodError, located: Located, schema: z.ZodType): Problem[] {
  return error.issues.flatMap(issue => problemsOf(issue as Issue, issue.path, located, schema));
}

function problemsOf(issue: Issue, path: Path, located: Located, schema: z.ZodType): Problem[] {
  const seen = partAt(located, path)?.value;
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return likeliestBranch(issue.errors as Issue[][], seen).flatMap(inner =>
      problemsOf(inner, [...path, ...inner.path], located, schema),
    );
  }
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path, located.value, seen);
    const free = known.filter(key => !isKeyOf(seen, key));
    return issue.keys.map(key => ({
      ...locateKey(located, [...path, key]),
      path: printPath([...path, key]),
      message: 'is not a key that is known here',
      // A slip may repeat a key that is there already; a list is only of those that are not.
      hint: didYouMean(key, nearest(key, free) === undefined && nearest(key, known) !== undefined ? known : free),
    }));
  }
  if (issue.code === 'invalid_key') {
    const rule = issue.issues[0]?.message ?? 'is not allowed';
    return [
      {
        ...locateKey(located, path),
        path: printPath(path),
        message: `is a name that ${rule} (saw ${String(path.at(-1))})`,
      },
    ];
  }
  const hint = hintFor(issue, seen);
  const isMissing = seen === undefined;
  const message = isMissing ? `is missing: it ${ruleOf(issue)}` : `${ruleOf(issue)} (saw ${printSeen(issue, seen)})`;
  return [{ ...locate(located, path), path: printPath(path), message, ...(hint === undefined ? {} : { hint }) }];
}

const isKeyOf = (value: unknown, key: string) =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key);

/** The branch of a union that was most likely meant: the one with the fewest strange keys, and of the kind that is named. */
function likeliestBranch(branches: readonly Issue[][], seen: unknown): Issue[] {
  const strangeness = (branch: readonly Issue[]): number =>
    branch.reduce((sum, issue) => {
      if (issue.code === 'unrecognized_keys') return sum + issue.keys.length;
      const discriminator = issue.code === 'invalid_union' ? issue.discriminator : undefined;
      // A wrong kind is a slip; no kind at all means another branch.
      return discriminator === undefined ? sum : sum + (isKeyOf(seen, discriminator) ? 0.5 : 100);
    }, 0);
  return branches.toSorted((a, b) => strangeness(a) - strangeness(b))[0]!;
}

/** The rule that was broken, as the end of a sentence whose subject is the path. */
function ruleOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return `must be one of ${optionsOf(issue).join(', ')}`;
    case 'too_small':
      return `must ${countRule(issue.origin, issue.inclusive === false ? '>' : '>=', Number(issue.minimum))}`;
    case 'too_big':
      return `must ${countRule(issue.origin, issue.inclusive === false ? '<' : '<=', Number(issue.maximum))}`;
    default:
      return issue.message;
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

const NOUNS: Readonly<Record<string, string>> = { array: 'items', string: 'letters', set: 'items' };

function countRule(origin: string, comparison: string, bound: number): string {
  const noun = NOUNS[origin];
  return noun === undefined ? `be ${comparison} ${bound}` : `have ${comparison} ${bound} ${noun}`;
}

function optionsOf(issue: Issue): readonly string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  return issue.code === 'invalid_union' ? ((issue as { options?: readonly unknown[] }).options ?? []).map(String) : [];
}

function hintFor(issue: Issue, seen: unknown): string | undefined {
  const options = optionsOf(issue);
  if (typeof seen !== 'string' || options.length === 0) return undefined;
  const hint = didYouMean(seen, options);
  return hint.startsWith('did you mean') ? hint : undefined;
}

const SHOWN_LENGTH_MAX = 40;

function printSeen(issue: Issue, seen: unknown): string {
  const isCounted = (issue.code === 'too_small' || issue.code === 'too_big') && NOUNS[issue.origin] !== undefined;
  if (isCounted) return String((seen as { length: number }).length);
  const text = typeof seen === 'number' ? String(seen) : JSON.stringify(seen);
  return text.length > SHOWN_LENGTH_MAX ? `${text.slice(0, SHOWN_LENGTH_MAX)}...` : text;
}
