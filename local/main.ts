/**
 * `npm run api`: the job API on one machine, on an emulator of AWS. Nothing is paid for, and nothing is kept.
 *
 *     npm run api -- --port 4000 --stack prod
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { HubError } from '../hub/errors.ts';
import type { HubPlan } from '../hub/plan/hub-plan.ts';
import { parseStackConfig } from '../hub/plan/parse-stack-config.ts';
import { problemText } from '../hub/yaml/problem.ts';
import { startMoto } from '../test/moto/start-moto.ts';
import { commandLine, exit, onStop, print, printError } from './environment.ts';
import { startApi } from './start-api.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '..');
const PORT = 4000;

const program = new Command('npm run api --')
  .description('Serves the job API on this machine: the deployed functions, on an emulator of AWS.')
  .option('--stack <name>', 'whose plan: the file Pulumi.<name>.yaml', 'dev')
  .option('--port <number>', 'where to listen', portOf, PORT)
  .addHelpText(
    'after',
    `
Examples:
  npm run api                        the dev stack, on port ${PORT}
  npm run api -- --stack prod        with the limits and queues of prod
  npm run api -- --port 0            on any port that is free
`,
  )
  .exitOverride();

async function main(): Promise<void> {
  program.parse(commandLine(), { from: 'user' });
  const { stack, port } = program.opts<{ stack: string; port: number }>();
  const plan = readPlan(stack);
  printError('starting the emulator of AWS (the first time, it is installed from PyPI) ...');
  const { clientConfig } = await startMoto();
  const api = await startApi({ plan, emulator: clientConfig, port, onError: error => printError(String(error)) });
  print(welcome(api.url, api.tokenOf('ada')));
  onStop(() => {
    printError('\nstopping; what was in the hub is gone with it');
    void api.stop().then(() => exit(0));
  });
}

function readPlan(stack: string): HubPlan {
  const name = `Pulumi.${stack}.yaml`;
  let text: string;
  try {
    text = readFileSync(join(PROJECT_FOLDER, name), 'utf8');
  } catch (cause) {
    throw new HubError('FILE_UNREADABLE', `${name} cannot be read`, {
      hint: 'name one of the stacks with --stack',
      cause,
    });
  }
  const parsed = parseStackConfig({ text, file: name, stack });
  if (parsed.kind === 'plan') return parsed.plan;
  throw new HubError('CONFIG_INVALID', `${name} is no plan`, { problems: parsed.problems });
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}

const welcome = (url: string, token: string): string => `
The job API listens on ${url}. Nobody works on jobs yet: they wait in the queue. Ctrl-C ends it.

  token=${token}
  curl -s -H "authorization: Bearer $token" -H 'content-type: application/json' -d '{"prompt":"a fox knight"}' ${url}/v1/jobs
  curl -s -H "authorization: Bearer $token" ${url}/v1/jobs
  curl -s -H "authorization: Bearer $token" ${url}/v1/queue

Another caller's token: curl -s -d '{"subject":"bob"}' ${url}/local/token
`;

try {
  await main();
} catch (error) {
  const { code, exitCode } = error as { code?: string; exitCode?: number };
  // Commander has said it: help, or what is wrong with a flag.
  if (code?.startsWith('commander.')) exit(exitCode === 0 ? 0 : 2);
  const { message } = error as Error;
  printError(
    error instanceof HubError
      ? `error: ${message}\n${error.problems.map(problemText).join('')}${hintOf(error)}`
      : String(error),
  );
  exit(error instanceof HubError ? 2 : 1);
}

function hintOf({ hint }: HubError): string {
  return hint === undefined ? '' : `hint: ${hint}`;
}
