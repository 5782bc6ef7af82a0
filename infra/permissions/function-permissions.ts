/** What each function may do: what its code calls, and where. A test compares the two lists in both directions. */
import type { Statement } from './statement.ts';

const onTable = (tableArn: string, ...actions: readonly string[]): Statement => ({
  sid: 'Jobs',
  actions: actions.map(action => `dynamodb:${action}`),
  resources: [tableArn],
});

const sendTo = (...queueArns: readonly string[]): Statement => ({
  sid: 'Messages',
  actions: ['sqs:SendMessage'],
  resources: queueArns,
});

/** Submit stores the job and sends its first message; a job whose message could not be sent is withdrawn. */
export function submitStatements({
  tableArn,
  firstQueueArn,
}: {
  readonly tableArn: string;
  readonly firstQueueArn: string;
}): readonly Statement[] {
  return [onTable(tableArn, 'PutItem', 'DeleteItem'), sendTo(firstQueueArn)];
}

/** Get reads one job. */
export function getStatements({ tableArn }: { readonly tableArn: string }): readonly Statement[] {
  return [onTable(tableArn, 'GetItem')];
}

/** What Lambda does in a function's name: it writes the function's log, in streams of the one group. */
export function logStatements(logGroupArn: string): readonly Statement[] {
  return [{ sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logGroupArn}:*`] }];
}

/** What Lambda does in a function's name when it gives an event up: it sends it to the queue of lost events. */
export function lostEventStatements(lostEventsQueueArn: string): readonly Statement[] {
  return [{ sid: 'LostEvents', actions: ['sqs:SendMessage'], resources: [lostEventsQueueArn] }];
}
