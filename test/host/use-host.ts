/** Model hosts of tests: each ends with the row that uses it, however that ends. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { HostError, type HostErrorKind } from '../../worker/host/host-error.ts';
import type { ModelGroup, SessionSettings } from '../../worker/host/model-group.ts';
import { createModelHost, type ModelHost } from '../../worker/host/model-host.ts';
import type { programs } from './fault-programs.ts';

export type TestHost = ModelHost<typeof programs>;

/** On one thread of the CPU. */
function hostOfTests(settings: Partial<SessionSettings>): TestHost {
  const programsPath = join(import.meta.dirname, 'fault-programs.ts');
  return createModelHost<typeof programs>({ provider: 'cpu', threadCount: 1, programsPath, ...settings });
}

/** One host for all rows that ask for it, started by the first. It ends with the test file. */
export function sharedHost(groups: readonly ModelGroup[]): () => Promise<TestHost> {
  let started: Promise<TestHost> | undefined;
  return () => (started ??= start());

  async function start(): Promise<TestHost> {
    const host = hostOfTests({});
    for (const group of groups) await host.load(group);
    return host;
  }
}

/** A host for one row, stopped however that ends. */
export async function useHost(
  groups: readonly ModelGroup[],
  act: (host: TestHost) => Promise<void>,
  settings: Partial<SessionSettings> = {},
): Promise<void> {
  const host = hostOfTests(settings);
  try {
    for (const group of groups) await host.load(group);
    await act(host);
  } finally {
    await host.stop();
  }
}

/** Waits for the failure, and shows that it is of this kind and says this. */
export async function failsWith(kind: HostErrorKind, says: RegExp, act: Promise<unknown>): Promise<HostError> {
  const error = await act.then(
    value => assert.unreachable(`it gave ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof HostError)) throw error;
  assert.is(error.kind, kind, error.message);
  assert.match(error.message, says);
  return error;
}

/** A process that has ended and waits to be collected does not run. */
export function isRunning(processId: number): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(processId)], { encoding: 'utf8' });
    return !state.startsWith('Z');
  } catch {
    return false;
  }
}
