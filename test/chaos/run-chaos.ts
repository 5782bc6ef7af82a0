/**
 * Jobs of a hub on moto, worker processes, and all that can befall them at random: kills, notices, expired leases, duplicated
 * messages, and an edge of AWS that is slow, refuses and loses answers. Then the judgement.
 */
import { awsClients } from '../../local/aws/aws-clients.ts';
import { startApi } from '../../local/start-api.ts';
import { createSubstream } from '../../sim/engine/substream.ts';
import { startMoto } from '../moto/start-moto.ts';
import { chaosPlan } from './chaos-plan.ts';
import { type Edge, startEdge } from './edge.ts';
import { openJobs, submitAll } from './jobs.ts';
import { judge, type Verdict } from './judge.ts';
import { happen, MEAN_SECONDS, type Mischief } from './mischief.ts';
import { muster } from './muster.ts';

export type ChaosOptions = {
  readonly seed: number;
  readonly jobCount: number;
  /** Of them, so many fail wherever they are tried. */
  readonly poisonCount: number;
  readonly workerCount: number;
  /** In the hundred calls of AWS. */
  readonly troublePercent?: number;
  /** After so many receives a message is a dead letter. High: of what else befalls a job, nothing may use its message up. */
  readonly receiveCountMax?: number;
  readonly secondsMax: number;
};

const TICK_SECONDS = 1;
/** On AWS a minute. */
const RECONCILE_SECONDS = 5;

export type ChaosReport = Verdict & {
  readonly seed: number;
  readonly seconds: number;
  readonly mischief: Readonly<Record<Mischief, number>>;
  readonly hired: number;
  readonly edge: Edge['counts'];
  /** For whoever wants to know why. */
  readonly logFile: string;
};

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, jobCount, poisonCount, workerCount, troublePercent = 6, receiveCountMax = 20, secondsMax } = options;
  const draw = (name: string) => createSubstream(seed, 0, name, 0);
  const { clientConfig } = await startMoto();
  const edge = await startEdge(clientConfig.endpoint, draw('edge'));
  const plan = chaosPlan(receiveCountMax);
  const emulator = { ...clientConfig, endpoint: edge.endpoint };
  // What the functions log and count is of no interest here, and long.
  process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';
  process.env.POWERTOOLS_METRICS_DISABLED ??= 'true';
  const api = await startApi({ plan, emulator, port: 0, onError: () => {} });
  const calm = awsClients(clientConfig);
  const { hub } = api;
  const { crew, notesFile, logFile } = muster({ plan, hub, emulator });
  const mischief = { killWorker: 0, killHost: 0, notice: 0, terminate: 0, expireLease: 0, duplicate: 0, garbage: 0 };
  let hired = 0;
  const began = performance.now();
  const secondsGone = () => (performance.now() - began) / 1000;
  try {
    await submitAll(
      api,
      Array.from({ length: jobCount }, (_, index) => ({
        prompt: `${index < poisonCount ? 'poison' : 'figure'} ${index}`,
      })),
    );
    edge.setTrouble(troublePercent);
    const draws = draw('mischief');
    const world = { hub, calm, crew, draws };
    let reconciledAt = 0;
    for (
      let jobs = await openJobs(hub, calm);
      jobs.length > 0 && secondsGone() < secondsMax;
      jobs = await openJobs(hub, calm)
    ) {
      hired += await crew.refill(workerCount);
      for (const kind of Object.keys(MEAN_SECONDS) as Mischief[]) {
        if (draws.uniform() < TICK_SECONDS / MEAN_SECONDS[kind] && (await happen(kind, jobs, world)))
          mischief[kind] += 1;
      }
      if (secondsGone() - reconciledAt > RECONCILE_SECONDS) {
        reconciledAt = secondsGone();
        await api.reconcile().catch(() => {});
      }
      await new Promise(resolve => setTimeout(resolve, TICK_SECONDS * 1000));
    }
    edge.setTrouble(0);
    const seconds = secondsGone();
    const { garbage: garbageCount } = mischief;
    const verdict = await judge({ hub, calm, edge, crew, notesFile, garbageCount, workerCount, seconds });
    return { ...verdict, seed, seconds: secondsGone(), mischief, hired, edge: edge.counts, logFile };
  } finally {
    await crew.dismiss();
    await api.stop();
    edge.stop();
  }
}
