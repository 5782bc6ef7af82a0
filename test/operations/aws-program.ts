/**
 * `aws` as the page calls it: the AWS CLI against moto. Where moto lacks an operation, the CLI checks the command and
 * nothing is sent: service, operation, options, and the parameters by AWS's model of them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Answer, type Program, prints } from './program.ts';
import type { AwsCli } from './start-aws-cli.ts';

/** Gives the function of the last stage an event, and gives back what Lambda would: its answer, or its error. */
export type InvokeAdvance = (event: unknown) => Promise<{ readonly answer: unknown; readonly hasFailed: boolean }>;

/** What moto 5.2.5 does not have, and what AWS would print after the options that the page gives. */
const NOT_EMULATED: Readonly<Record<string, string>> = {
  'service-quotas get-service-quota': 'Running On-Demand G and VT instances\t0.0\n',
  'service-quotas request-service-quota-increase': '{ "RequestedQuota": { "Status": "PENDING" } }\n',
  'service-quotas list-requested-service-quota-change-history-by-quota': '2026-11-23T12:00:00+00:00\tPENDING\t8.0\n',
  'autoscaling start-instance-refresh': '{ "InstanceRefreshId": "08b91cf7-8fa6-48af-b6a6-d227f40f1b9b" }\n',
  'autoscaling describe-instance-refreshes': 'everything-burst\tSuccessful\t100\tNone\n',
  'ce update-cost-allocation-tags-status': '{ "Errors": [] }\n',
};

export function awsProgram(cli: AwsCli, invokeAdvance: InvokeAdvance): Program {
  return async ({ args }) => {
    const operation = args.slice(0, 2).join(' ');
    if (operation === 'lambda invoke') return invoke(args, cli, invokeAdvance);
    const canned = NOT_EMULATED[operation];
    if (canned === undefined) return cli.run(args);
    const checked = await cli.run([...args, '--generate-cli-skeleton', 'output']);
    return checked.exitCode === 0 ? prints(canned) : checked;
  };
}

/** What the CLI says of a command that it found right and sent to a moto without functions, which would want Docker. */
const SENT = '(ResourceNotFoundException) when calling the Invoke operation';

/** The CLI writes the function's answer to a file, and exits with 0 also when the function failed. */
async function invoke(args: readonly string[], cli: AwsCli, invokeAdvance: InvokeAdvance): Promise<Answer> {
  const checked = await cli.run(args);
  if (!checked.stderr.includes(SENT)) return checked;
  const payload = args[args.indexOf('--payload') + 1]!.replace('fileb://', '');
  const outfile = args.at(-1)!;
  const { answer, hasFailed } = await invokeAdvance(JSON.parse(readFileSync(payload, 'utf8')));
  writeFileSync(outfile, JSON.stringify(answer));
  return prints(hasFailed ? 'Unhandled\n' : 'None\n');
}
