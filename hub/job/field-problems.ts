import type * as z from 'zod';
import type { FieldProblem } from './api-problem.ts';

/** What zod found in a request, all of it, said to the person who wrote it. */
export function fieldProblems(error: z.ZodError): FieldProblem[] {
  return error.issues.flatMap(issue => {
    if (issue.code !== 'unrecognized_keys') return [{ pointer: pointerTo(issue.path), detail: issue.message }];
    return issue.keys.map(key => ({
      pointer: pointerTo([...issue.path, key]),
      detail: 'is not a field of this request',
    }));
  });
}

/** RFC 6901, section 6: `~` and `/` are escaped, and what a URI may not hold is percent-encoded. */
function pointerTo(path: readonly PropertyKey[]): string {
  const segments = path.map(segment => String(segment).replaceAll('~', '~0').replaceAll('/', '~1').toWellFormed());
  return `#${segments.map(segment => `/${encodeURIComponent(segment)}`).join('')}`;
}
