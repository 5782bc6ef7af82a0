/**
 * `npm run api`: the job API on one machine, on an emulator of AWS. Nothing is paid for, and nothing is kept.
 *
 *     npm run api -- --port 4000 --stack prod
 */
import { parseArgs } from 'node:util';
import { errorText } from '../hub/error-text.ts';
import { HubError } from '../hub/errors.ts';
import { startMoto } from '../test/moto/start-moto.ts';
import { commandLine, exit, onStop, print, printError } from './environment.ts';
import { DEFAULT_PORT } from './http/default-port.ts';
import { freshPage } from './page/fresh-page.ts';
import { readPlan } from './read-plan.ts';
import { startApi } from './start-api.ts';

const HELP = `Usage: npm run api -- [options]

Serves the job API on this machine: the deployed functions, on an emulator of AWS. Nothing is paid for, and nothing is kept.

Options:
  --stack <name>   whose plan: the file Pulumi.<name>.yaml (default: dev)
  --port <number>  where to listen; 0 is any that is free (default: ${DEFAULT_PORT})
  --help           this

Examples:
  npm run api                        the dev stack, on port ${DEFAULT_PORT}
  npm run api -- --stack prod        with the limits and queues of prod
`;

async function main(): Promise<void> {
  const { stack, port, help } = readFlags();
  if (help) return print(HELP);
  const plan = readPlan(stack);
  printError('starting the emulator of AWS (the first time, it is installed from PyPI) ...');
  const { clientConfig } = await startMoto();
  const onError = (error: unknown) => printError(String(error));
  const api = await startApi({ plan, emulator: clientConfig, port, onError, pageFolder: await freshPage(printError) });
  print(welcome(api.url, api.tokenOf('ada')));
  onStop(() => {
    printError('\nstopping; what was in the hub is gone with it');
    void api.stop().then(() => exit(0));
  });
}

type Flags = { readonly stack: string; readonly port: number; readonly help: boolean };

function readFlags(): Flags {
  const options = {
    stack: { type: 'string', default: 'dev' },
    port: { type: 'string', default: `${DEFAULT_PORT}` },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  const hint = 'npm run api -- --help';
  try {
    const { stack, port, help } = parseArgs({ args: [...commandLine()], options, strict: true }).values;
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
      throw new HubError('USAGE', `--port must be a whole number from 0 to 65535 (saw ${port})`, { hint });
    }
    return { stack, port: Number(port), help };
  } catch (error) {
    if (error instanceof HubError) throw error;
    throw new HubError('USAGE', (error as Error).message, { hint, cause: error });
  }
}

const welcome = (url: string, token: string): string => `
The job API listens on ${url}. Jobs wait for a worker: npm run worker. Ctrl-C ends it.
Open ${url}/ in a browser for the page, or ask it yourself:

  token=${token}
  curl -s -H "authorization: Bearer $token" -H 'content-type: application/json' -d '{"prompt":"a fox knight"}' ${url}/v1/jobs
  curl -s -H "authorization: Bearer $token" ${url}/v1/jobs
  curl -s -H "authorization: Bearer $token" ${url}/v1/queue

Another caller's token: curl -s -d '{"subject":"bob"}' ${url}/local/token
`;

try {
  await main();
} catch (error) {
  if (!(error instanceof HubError)) throw error;
  printError(errorText(error));
  exit(2);
}
