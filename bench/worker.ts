/**
 * Small jobs, one after the other, through one worker process and its model host: what a job costs beside its stages, and
 * whether memory grows. Everything is real but the stages, which take as long as one run of a tiny graph.
 */
import { appendFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi } from '../local/start-api.ts';
import { workerVariables } from '../local/worker-variables.ts';
import { createSubstream } from '../sim/engine/substream.ts';
import { createCrew, hostOf } from '../test/chaos/crew.ts';
import { startEdge } from '../test/chaos/edge.ts';
import { handBack } from '../test/chaos/hand-back.ts';
import { submitAll } from '../test/chaos/jobs.ts';
import { stackPlan } from '../test/kit/stack-plan.ts';
import { startMoto } from '../test/moto/start-moto.ts';
import { type Benchmark, type Measurement, median } from './benchmark.ts';

const NAME = 'worker';
const LOOK_MILLISECONDS = 200;

export const worker: Benchmark = {
  name: NAME,
  async run({ isQuick }): Promise<Measurement[]> {
    const [earlyCount, jobCount] = isQuick ? [20, 100] : [200, 2000];
    process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';
    const { clientConfig } = await startMoto();
    const edge = await startEdge(clientConfig.endpoint, createSubstream(1, 0, 'edge', 0));
    const dev = stackPlan('dev');
    const plan = { ...dev, admission: { ...dev.admission, jobsPerCallerMax: jobCount, jobsInSystemMax: jobCount } };
    const api = await startApi({ plan, emulator: clientConfig, port: 0, onError: console.error });
    await submitAll(
      api,
      Array.from({ length: jobCount }, (_, index) => ({ kind: 'image', prompt: `figure ${index}` })),
    );

    const folder = mkdtempSync(join(tmpdir(), 'asset-hub-bench-'));
    const [notesFile, logFile] = [join(folder, 'notes.jsonl'), join(folder, 'worker.log')];
    appendFileSync(notesFile, '');
    const variables = {
      ...workerVariables({ plan, hub: api.hub, emulator: { ...clientConfig, endpoint: edge.endpoint } }, undefined)!,
      ASSET_HUB_SCALE_IN_PROTECTION: 'false',
    };
    const crew = createCrew({ variables, notesFile, logFile, stageMilliseconds: 0 });
    await crew.refill(1);
    const hand = crew.hands[0]!;
    const memoryAfter = async (count: number) => {
      while (doneCount(logFile) < count) await new Promise(resolve => setTimeout(resolve, LOOK_MILLISECONDS));
      return { worker: residentMebibytes(hand.child.pid!), host: residentMebibytes(hostOf(hand)!) };
    };
    const early = await memoryAfter(earlyCount);
    const [emulatorBefore, jobsBefore] = [edge.emulatorMilliseconds(), doneCount(logFile)];
    const late = await memoryAfter(jobCount);
    const emulator = (edge.emulatorMilliseconds() - emulatorBefore) / (jobCount - jobsBefore);
    await crew.dismiss();
    await api.stop();
    edge.stop();

    const handedBack: number[] = [];
    for (let notice = 0; notice < (isQuick ? 1 : 9); notice += 1) handedBack.push((await handBack()).seconds);

    const outside = outsideStages(readFileSync(logFile, 'utf8'));
    const outsideMedian = median(outside);
    const row = (metric: string, value: number, unit: string): Measurement => ({
      benchmark: NAME,
      metric,
      value,
      unit,
    });
    return [
      row('outside stages p50', outsideMedian, 'ms/job'),
      row('of it emulator mean', emulator, 'ms/job'),
      row('own time p50', outsideMedian - emulator, 'ms/job'),
      row('notice to visible p50', median(handedBack), 's'),
      row('notice to visible max', Math.max(...handedBack), 's'),
      row(`worker rss job ${earlyCount}`, early.worker, 'MiB'),
      row(`worker rss job ${jobCount}`, late.worker, 'MiB'),
      row(`host rss job ${earlyCount}`, early.host, 'MiB'),
      row(`host rss job ${jobCount}`, late.host, 'MiB'),
    ];
  },
};

/**
 * From one finished message to the next, less what the stage took.
 *
 * @param log lines of JSON
 */
function outsideStages(log: string): readonly number[] {
  const lines = log.split('\n').flatMap(line => (line.startsWith('{"level"') ? [JSON.parse(line)] : []));
  const outside: number[] = [];
  let [doneAt, busy] = [Number.NaN, 0];
  for (const { msg, time, busySeconds } of lines) {
    if (msg === 'stage made') busy += 1000 * busySeconds;
    if (msg !== 'message done') continue;
    const at = Date.parse(time);
    outside.push(at - doneAt - busy);
    [doneAt, busy] = [at, 0];
  }
  return outside.filter(Number.isFinite);
}

const doneCount = (logFile: string): number => readFileSync(logFile, 'utf8').split('"msg":"message done"').length - 1;

function residentMebibytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
}
