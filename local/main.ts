/** `npm run api`: the job API on this machine, on an emulator of AWS, until Ctrl-C. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HubError } from '../hub/errors.ts';
import type { HubPlan } from '../hub/plan/hub-plan.ts';
import { parseStackConfig } from '../hub/plan/parse-stack-config.ts';
import { problemText } from '../hub/yaml/problem.ts';
import { startMoto } from '../test/moto/start-moto.ts';
import { commandLine, exit, onStop, print, printError } from './environment.ts';
import { type LocalApi, startApi } from './start-api.ts';

/** As other emulators of AWS on one machine, whose URL fingers know. */
const PORT_DEFAULT = 4566;

const HELP = `npm run api -- [--port ${PORT_DEFAULT}] [--stack dev]

Serves the job API on this machine: the deployed functions, on an emulator of AWS, with the queues and limits of a stack's
plan. No worker runs: jobs wait. Everything is gone when it ends. Ctrl-C ends it.

  --port N       listens at 127.0.0.1:N; 0: any port that is free
  --stack NAME   takes the plan from Pulumi.NAME.yaml`;

try {
  const { port, stack, help } = optionsOf(commandLine());
  if (help) {
    print(HELP);
  } else {
    const { clientConfig } = await startMoto();
    const onError = (error: unknown) => printError(error instanceof Error ? (error.stack ?? '') : String(error));
    const api = await startApi({ plan: planOf(stack), emulator: clientConfig, port, onError });
    print(firstScreen(api, stack));
    onStop(() => void api.stop().then(() => exit(0)));
  }
} catch (error) {
  if (!(error instanceof HubError)) throw error;
  printError(`${error.message}${error.hint === undefined ? '' : `\nhint: ${error.hint}`}`);
  exit(2);
}

function optionsOf(args: readonly string[]) {
  const hint = 'npm run api -- --help lists the options';
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { port: { type: 'string' }, stack: { type: 'string' }, help: { type: 'boolean' } },
    });
    const { port = String(PORT_DEFAULT), stack = 'dev', help = false } = values;
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
      throw new HubError('USAGE', `--port must be a whole number from 0 to 65535 (saw ${port})`, { hint });
    }
    if (!/^[\w-]+$/.test(stack)) throw new HubError('USAGE', `--stack must be a stack's name (saw ${stack})`, { hint });
    return { port: Number(port), stack, help };
  } catch (error) {
    if (error instanceof HubError) throw error;
    throw new HubError('USAGE', (error as Error).message, { hint });
  }
}

function planOf(stack: string): HubPlan {
  const file = `Pulumi.${stack}.yaml`;
  const parsed = parseStackConfig({ text: textOf(file), file, stack });
  if (parsed.kind === 'plan') return parsed.plan;
  throw new HubError('CONFIG_INVALID', parsed.problems.map(problemText).join('').trimEnd());
}

function textOf(file: string): string {
  try {
    return readFileSync(join(import.meta.dirname, '..', file), 'utf8');
  } catch (cause) {
    throw new HubError('FILE_UNREADABLE', `there is no ${file}`, {
      hint: 'name a stack of this project: --stack dev',
      cause,
    });
  }
}

function firstScreen({ url, tokenOf }: LocalApi, stack: string): string {
  return `The job API of the ${stack} stack, on this machine: ${url}

  export TOKEN=${tokenOf('ada')}
  curl -s ${url}/v1/jobs -H "authorization: Bearer $TOKEN" --json '{"prompt": "a fox knight"}'
  curl -s ${url}/v1/jobs -H "authorization: Bearer $TOKEN"
  curl -s ${url}/v1/queue -H "authorization: Bearer $TOKEN"

The token is ada's; curl -s ${url}/local/token --json '{"subject": "bob"}' gives bob's. Ctrl-C ends it all.`;
}
