import type { HubError } from './errors.ts';
import { problemText } from './yaml/problem.ts';

/**
 * How every program of ours says what a person can mend: the message, each problem with its place, one thing to do.
 *
 * @returns without an end of line
 * @example errorText(new HubError('USAGE', 'no stack prd', { hint: 'did you mean prod?' }))   // 'error: no stack prd\nhint: did you mean prod?'
 */
export function errorText({ message, hint, problems }: HubError): string {
  const lines = [`error: ${message}\n`, ...problems.map(problemText), ...(hint === undefined ? [] : [`hint: ${hint}\n`])];
  return lines.join('').trimEnd();
}
