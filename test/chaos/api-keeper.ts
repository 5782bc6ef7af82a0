/** Keeps an API running, as a supervisor does: whenever its process ends, another one takes its place, on the same port. */
import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { awsClients, type Emulator } from '../../local/aws/aws-clients.ts';
import { createHub, type LocalHub } from '../../local/aws/create-hub.ts';
import type { ApiFile } from './api-process.ts';

export type ApiKeeper = {
  readonly url: string;
  readonly hub: LocalHub;
  /** SIGKILL. @returns whether there was one that served: on a slow machine a start would else never come to its end */
  readonly kill: () => boolean;
  /** It stands still for so long: connections stay open, and nothing is answered. @returns whether there was one */
  readonly stall: (milliseconds: number) => boolean;
  readonly stop: () => Promise<void>;
};

const PROGRAM = join(import.meta.dirname, 'api-process.ts');
/** Until a killed one is started again: longer than users wait between two requests, or a quick machine would hide it. */
const PAUSE_MILLISECONDS = 2000;

/**
 * @param name of the hub, like no other's in the emulator
 * @param folder for its settings and its log, `api.log`
 */
export async function keepApi(plan: HubPlan, name: string, emulator: Emulator, folder: string): Promise<ApiKeeper> {
  const [signing, issuer] = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
  const hub = await createHub(plan, name, awsClients(emulator), emulator, signing);
  const pem = (key = signing!) => key.export({ type: 'pkcs8', format: 'pem' }) as string;
  const file = join(folder, 'api.json');
  const write = (port: number) => {
    const keys = { signing: pem(signing), issuer: pem(issuer) };
    writeFileSync(file, JSON.stringify({ plan, emulator, hub, keys, port } satisfies ApiFile), { mode: 0o600 });
  };
  const log = createWriteStream(join(folder, 'api.log'), { flags: 'a' });
  let child: ChildProcess | undefined;
  let isServing = false;
  let isStopping = false;

  function launch(): ChildProcess {
    const started = spawn(process.execPath, [PROGRAM], {
      env: {
        ...process.env,
        CHAOS_API_FILE: file,
        POWERTOOLS_LOG_LEVEL: 'SILENT',
        POWERTOOLS_METRICS_DISABLED: 'true',
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    started.stderr.pipe(log, { end: false });
    started.stdout.once('data', () => {
      isServing = true;
    });
    const kill = () => started.kill('SIGKILL');
    process.once('exit', kill);
    started.once('exit', () => {
      process.off('exit', kill);
      child = undefined;
      isServing = false;
      if (!isStopping) setTimeout(() => !isStopping && launch(), PAUSE_MILLISECONDS);
    });
    child = started;
    return started;
  }

  write(0);
  const first = launch();
  const line = once(createInterface(first.stdout!), 'line') as Promise<[string]>;
  const end = once(first, 'exit').then(() => {
    throw new Error(`the API ended before it served: see ${folder}/api.log`);
  });
  const [url] = await Promise.race([line, end]);
  end.catch(() => {});
  write(Number(new URL(url).port));
  return {
    url,
    hub,
    kill: () => isServing && (child?.kill('SIGKILL') ?? false),
    stall: milliseconds => {
      const stalled = isServing ? child : undefined;
      setTimeout(() => stalled?.kill('SIGCONT'), milliseconds);
      return stalled?.kill('SIGSTOP') ?? false;
    },
    stop: async () => {
      isStopping = true;
      if (child === undefined) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
