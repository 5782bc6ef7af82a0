/**
 * A real emulator of AWS for tests: moto's server, one process per test file. It knows no account and charges nothing;
 * what it answers is what AWS's own models of requests and conditions say, as far as moto implements them.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pythonPath } from './python-environment.ts';

export type Moto = {
  /** `http://127.0.0.1:49152` */
  readonly endpoint: string;
  /** For a client of the AWS SDK: `new SQSClient(moto.clientConfig)`. */
  readonly clientConfig: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** For code that makes its own clients, in another process or in this one: environment variables the SDK reads. */
  readonly variables: Readonly<Record<string, string>>;
  /** Ends it before the process ends; nobody has to. */
  readonly stop: () => Promise<void>;
  /** Resolves when it has ended, by itself or because somebody ended it. */
  readonly ended: Promise<void>;
  readonly processId: number;
};

export type MotoOptions = {
  /** 0: any that is free. */
  readonly port?: number;
  /** A file in which tables and buckets are kept, for the next server on it; see kept_state.py. Absent: nothing is. */
  readonly keepIn?: string;
};

const REGION = 'us-east-1';
const CREDENTIALS = { accessKeyId: 'moto', secretAccessKey: 'moto' };
const START_SECONDS_MAX = 60;
let started: Promise<Moto> | undefined;

/** Every call of one process gets the same server, so that rows need not pass it on. Ends with the process. */
export function startMoto(): Promise<Moto> {
  return (started ??= startOwnMoto());
}

/** Another server at each call. @throws Error with what it said when it did not come up */
export async function startOwnMoto({ port = 0, keepIn }: MotoOptions = {}): Promise<Moto> {
  const python = await pythonPath();
  const args = [join(import.meta.dirname, 'serve.py'), String(port), ...(keepIn === undefined ? [] : [keepIn])];
  // A session of its own: Ctrl-C in a terminal is not meant for it.
  const child = spawn(python, args, { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  const ended = once(child, 'exit').then(() => {});
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const endpoint = await endpointOf(child);
  letGo(child);
  return {
    endpoint,
    ended,
    processId: child.pid!,
    clientConfig: { endpoint, region: REGION, credentials: CREDENTIALS },
    variables: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    },
    stop: async () => {
      started = undefined;
      process.off('exit', kill);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      child.stdin.end();
      await ended;
    },
  };
}

/** The first line it prints. It is bound by then, so nobody has to ask until it answers. */
async function endpointOf(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('moto has no pipes');
  const troubles: string[] = [];
  stderr.setEncoding('utf8').on('data', (text: string) => troubles.push(text));
  const signal = AbortSignal.timeout(START_SECONDS_MAX * 1000);
  const line = once(createInterface(stdout), 'line', { signal }).then(([text]) => text as string);
  const end = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`moto ended with exit code ${code} before it listened:\n${troubles.join('').trim()}`);
  });
  const { endpoint } = JSON.parse(await Promise.race([line, end])) as { endpoint: string };
  end.catch(() => {});
  return endpoint;
}

/** It must not keep a test file from ending. What it prints is read and thrown away, or its pipe would fill up. */
function letGo(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) {
    (stream as unknown as { unref: () => void } | null)?.unref();
  }
  child.stderr?.removeAllListeners('data').resume();
}
