/**
 * The worker's side of the model host. Invariant: whatever happened to its process before, the next request finds one that has
 * all groups loaded, or an error that says why there is none.
 */
import { join } from 'node:path';
import { gpuUsedBytes } from './gpu-memory.ts';
import { HostError, isFatal } from './host-error.ts';
import { type AskOptions, type HostProcess, type Ran, startHostProcess } from './host-process.ts';
import type { LoadedModels } from './messages.ts';
import type { LoadReport, ModelGroup, SessionSettings } from './model-group.ts';
import type { AnswerOf, Programs, RequestOf, StepOf } from './program.ts';
import type { programs } from './programs.ts';
import type { Tensors } from './tensor.ts';

type RunOptions<Step> = { readonly signal?: AbortSignal | undefined; readonly onStep?: (step: Step) => void };

/** One request at a time; others wait for their turn. */
export type ModelHost<Offered extends Programs = typeof programs> = {
  /**
   * Loads a group: opens each model, holds it against its contract and runs it once, so that the first real run is as fast as
   * any. A group that is loaded is loaded again whenever the process starts again.
   *
   * @throws HostError whose message names model, tensor, what was wanted and what was seen
   */
  readonly load: (group: ModelGroup, signal?: AbortSignal) => Promise<LoadReport>;
  /**
   * Runs a program in the host. The thread of the caller stays free.
   *
   * @param options.signal kills the process; it is started again when it is next needed
   * @throws HostError: `aborted`; `host-crash` and `out-of-memory`, after which the process is replaced; and others
   */
  readonly run: <Name extends keyof Offered & string>(
    program: Name,
    request: RequestOf<Offered[Name]>,
    options?: RunOptions<StepOf<Offered[Name]>>,
  ) => Promise<Ran<AnswerOf<Offered[Name]>>>;
  /** One run of one model. `outputs`: absent, those of its contract. */
  readonly infer: (
    model: string,
    feeds: Tensors,
    options?: { readonly outputs?: readonly string[]; readonly signal?: AbortSignal | undefined },
  ) => Promise<Ran<Tensors>>;
  /** A new process with all groups loaded: the one way to have memory back. @returns what loading took */
  readonly restart: (signal?: AbortSignal) => Promise<readonly LoadReport[]>;
  /** Ends the process, whatever it does. Requests that wait are refused. */
  readonly stop: () => Promise<void>;
};

export type HostOptions = SessionSettings & {
  /** The module whose `programs` the process offers. Absent: programs.ts. */
  readonly programsPath?: string;
};

/** The process starts when something is first asked of it. */
export function createModelHost<Offered extends Programs = typeof programs>(options: HostOptions): ModelHost<Offered> {
  const { programsPath = join(import.meta.dirname, 'programs.ts'), ...settings } = options;
  const groups = new Map<string, ModelGroup>();
  let host: HostProcess | undefined;
  let isStopped = false;
  let turn: Promise<unknown> = Promise.resolve();

  /** In the order of asking, one after the other, whether or not the one before went well. */
  function inTurn<Value>(act: () => Promise<Value>): Promise<Value> {
    const mine = turn.then(act);
    turn = mine.catch(() => {});
    return mine;
  }

  async function loadInto(living: HostProcess, group: ModelGroup, signal?: AbortSignal): Promise<LoadReport> {
    const { value, usage } = await living.ask({ kind: 'load', group, settings }, { signal });
    const gpu = await gpuUsedBytes();
    return { group: group.name, models: value as LoadedModels, ...usage, gpuUsedBytes: gpu };
  }

  /** A process that could not load everything is none. */
  async function startWhole(signal?: AbortSignal): Promise<{ started: HostProcess; reports: readonly LoadReport[] }> {
    if (isStopped) throw new HostError('aborted', 'the model host was stopped');
    const started = startHostProcess(programsPath);
    host = started;
    try {
      const reports = [];
      for (const group of groups.values()) reports.push(await loadInto(started, group, signal));
      return { started, reports };
    } catch (error) {
      await started.kill();
      throw error;
    }
  }

  const findLiving = async (signal?: AbortSignal): Promise<HostProcess> =>
    host?.isAlive() ? host : (await startWhole(signal)).started;

  async function ask(order: Parameters<HostProcess['ask']>[0], asking: AskOptions): Promise<Ran<unknown>> {
    const living = await findLiving(asking.signal);
    try {
      return await living.ask(order, asking);
    } catch (error) {
      if (isFatal(error)) await living.kill();
      throw error;
    }
  }

  const run = (program: string, request: unknown, { signal, onStep }: RunOptions<never> = {}) =>
    inTurn(() => ask({ kind: 'run', program, request }, { signal, onStep }));

  return {
    load: (group, signal) =>
      inTurn(async () => {
        const living = await findLiving(signal);
        if (groups.has(group.name)) throw new HostError('failed', `group ${group.name} is loaded already`);
        const report = await loadInto(living, group, signal);
        groups.set(group.name, group);
        return report;
      }),
    run: run as ModelHost<Offered>['run'],
    infer: (model, feeds, { outputs, signal } = {}) =>
      run('infer', { model, feeds, outputs }, { signal }) as Promise<Ran<Tensors>>,
    restart: signal =>
      inTurn(async () => {
        await host?.kill();
        return (await startWhole(signal)).reports;
      }),
    stop: async () => {
      isStopped = true;
      await host?.kill();
    },
  };
}
