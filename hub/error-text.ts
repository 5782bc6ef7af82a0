import type { HubError } from './errors.ts';
import { problemText } from './yaml/problem.ts';

/**
 * How every program of ours says what a person can mend: the message, each problem with its place, one thing to do.
 *
 * @returns without an end of line
 * @example errorText(new HubError('USAGE', 'no stack prd', { hint: 'is it prod?' }))   // 'error: no stack prd\nhint: is it prod?'
 */
export function errorText({ message, hint, problems }: HubError): string {
  const told = [`error: ${message}\n`, ...problems.map(problemText), hint === undefined ? '' : `hint: ${hint}`];
  return told.join('').trimEnd();
}
