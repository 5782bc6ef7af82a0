/**
 * `npm run worker`: a worker on this machine for the hub of `npm run api`, the same program as on an instance.
 *
 *     npm run worker -- --url http://127.0.0.1:4000
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { errorText } from '../hub/error-text.ts';
import { HubError } from '../hub/errors.ts';
import { NODE_FLAGS } from '../worker/image/node-flags.ts';
import { commandLine, environment, exit, nodePath, onStop, print, printError } from './environment.ts';
import { DEFAULT_PORT } from './http/default-port.ts';
import { workerLine } from './worker-lines.ts';

const HELP = `Usage: npm run worker -- [options]

Works on the jobs of a hub on this machine (npm run api), with the program that runs on an instance. It uses the CPU.

Options:
  --url <url>     of the hub (default: http://127.0.0.1:${DEFAULT_PORT})
  --fleet <name>  serve the queues of this fleet of the plan (default: all queues, what is nearly done first)
  --json          print its log as it is: a line of JSON for each thing that happens
  --help          this

Ctrl-C ends it when the job in work is done; another one at once, and the job comes again.
`;

async function main(): Promise<number> {
  const flags = readFlags();
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const variables = await askVariables(flags);
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-worker-'));
  const child = spawn(nodePath, [...NODE_FLAGS, join(import.meta.dirname, '../worker/main.ts')], {
    env: {
      ...environment,
      ...variables,
      ASSET_HUB_SCRATCH_FOLDER: folder,
      ASSET_HUB_WEIGHTS_FOLDER: join(folder, 'weights'),
      ASSET_HUB_READY_FILE: join(folder, 'ready'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // A terminal sends Ctrl-C to both; whoever sends SIGTERM, to this one.
  onStop(signal => signal === 'SIGTERM' && child.kill('SIGTERM'));
  const ended = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    const text = flags.json ? line : workerLine(line);
    if (text !== undefined) print(text);
  }
  const [code] = await ended;
  rmSync(folder, { recursive: true, force: true });
  return code ?? 1;
}

type Flags = {
  readonly url: string;
  readonly fleet: string | undefined;
  readonly json: boolean;
  readonly help: boolean;
};

function readFlags(): Flags {
  const options = {
    url: { type: 'string', default: `http://127.0.0.1:${DEFAULT_PORT}` },
    fleet: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  try {
    const { url, fleet, json, help } = parseArgs({ args: [...commandLine()], options, strict: true }).values;
    return { url, fleet, json, help };
  } catch (error) {
    throw new HubError('USAGE', (error as Error).message, { hint: 'npm run worker -- --help', cause: error });
  }
}

async function askVariables({ url, fleet }: Flags): Promise<Record<string, string>> {
  const query = fleet === undefined ? '' : `?fleet=${encodeURIComponent(fleet)}`;
  let response: Response;
  try {
    response = await fetch(`${url}/local/worker${query}`);
  } catch (cause) {
    throw new HubError('USAGE', `no hub answers at ${url}`, {
      hint: 'start one with npm run api, or name it with --url',
      cause,
    });
  }
  if (response.ok) return (await response.json()) as Record<string, string>;
  const { detail = `answered ${response.status}` } = (await response.json().catch(() => ({}))) as { detail?: string };
  throw new HubError('USAGE', `${url}: ${detail}`, { hint: 'npm run worker -- --help' });
}

try {
  exit(await main());
} catch (error) {
  if (!(error instanceof HubError)) throw error;
  printError(errorText(error));
  exit(2);
}
