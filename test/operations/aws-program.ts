/**
 * `aws` as the page calls it: the AWS CLI against moto. The CLI checks every command by AWS's models before it sends it:
 * service, operation, options, parameters and their types. Where moto lacks the operation, the answer is made up then.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Answer, type Program, prints, refuses } from './program.ts';
import type { AwsCli } from './start-aws-cli.ts';

/** Gives the function of the last stage an event, and gives back what Lambda would: its answer, or its error. */
export type InvokeAdvance = (event: unknown) => Promise<{ readonly answer: unknown; readonly hasFailed: boolean }>;

/** What moto 5.2.5 lacks, and what AWS would print with the options that the page gives. */
const NOT_EMULATED: Readonly<Record<string, string>> = {
  'service-quotas get-service-quota': 'Running On-Demand G and VT instances\t0.0\n',
  'service-quotas request-service-quota-increase': '{ "RequestedQuota": { "Status": "PENDING" } }\n',
  'service-quotas list-requested-service-quota-change-history-by-quota': '2026-11-23T12:00:00+00:00\tPENDING\t8.0\n',
  'autoscaling describe-instance-refreshes': 'everything-burst\tSuccessful\t100\tNone\n',
  'sqs start-message-move-task': '{ "TaskHandle": "eyJ0YXNrSWQiOiI4ZGMxNmM0YiJ9" }\n',
  'sqs list-message-move-tasks': '[["COMPLETED", 1]]\n',
  'ce update-cost-allocation-tags-status': '{ "Errors": [] }\n',
  // It has no function to call, and would want Docker for one.
  'lambda invoke': '',
};

/** How the CLI speaks of what it found right and sent; of what it refuses itself it says something else. */
const WAS_SENT = /An error occurred \(\w+\) when calling the \w+ operation|Unable to parse response/;

export function awsProgram(cli: AwsCli, invokeAdvance: InvokeAdvance): Program {
  return async ({ args }) => {
    const operation = args.slice(0, 2).join(' ');
    const made = NOT_EMULATED[operation];
    const answer = await cli.run(args);
    if (made === undefined) return answer;
    if (answer.exitCode === 0) return refuses(`moto has ${operation} by now: take it out of NOT_EMULATED`);
    if (!WAS_SENT.test(answer.stderr)) return answer;
    return operation === 'lambda invoke' ? invoke(args, invokeAdvance) : prints(made);
  };
}

/** The CLI writes the function's answer to a file, and exits with 0 also when the function failed. */
async function invoke(args: readonly string[], invokeAdvance: InvokeAdvance): Promise<Answer> {
  const payload = args[args.indexOf('--payload') + 1]!.replace('fileb://', '');
  const outfile = args.at(-1)!;
  const { answer, hasFailed } = await invokeAdvance(JSON.parse(readFileSync(payload, 'utf8')));
  writeFileSync(outfile, JSON.stringify(answer));
  return prints(hasFailed ? 'Unhandled\n' : 'None\n');
}
