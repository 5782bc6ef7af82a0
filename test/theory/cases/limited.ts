/** Queues that cannot grow without end: M/M/c/K by the admission limit, and the machine repairman by a closed loop. */
import { mmck, repairman } from '../closed-forms.ts';
import { meanWait, meanWaitingCount, serviceControls } from '../run-sample.ts';
import type { TheoryCase } from '../theory-case.ts';
import { theoryScenario } from '../theory-scenario.ts';

const service = { kind: 'exponential', mean: 1 } as const;
const WARMUP_SECONDS = 200;
const halfWidthRatioMax = { test: 0.02, bench: 0.01 };

/**
 * Arrivals beyond the limit get 429 and are gone. The record counts them over the whole run, warm-up included: starting
 * empty saves at most a handful of the thousands lost.
 */
function lossCase(servers: number, limit: number, perSecond: number): TheoryCase {
  const name = `M/M/${servers}/${limit}, offered load ${perSecond}`;
  const theory = mmck(servers, limit, perSecond);
  return {
    name,
    warmupSeconds: WARMUP_SECONDS,
    windowSeconds: { test: 15_000 / perSecond, bench: 60_000 / perSecond },
    scenarioText: toSeconds =>
      theoryScenario({
        name,
        arrivals: [`{ kind: poisson, job: image, ratePerSecond: ${perSecond}, untilSeconds: ${toSeconds} }`],
        warmupSeconds: WARMUP_SECONDS,
        first: { servers, service },
        jobsInSystemMax: limit,
      }),
    quantities: [
      {
        name: 'share turned away',
        theory: theory.fullChance,
        of: ({ record }) => record.counts.rejected / (record.counts.rejected + record.jobs.count),
        halfWidthRatioMax,
      },
      { name: 'mean wait', theory: theory.wait, of: sample => meanWait(sample), halfWidthRatioMax },
    ],
    controls: sample => {
      const { counts, jobs } = sample.record;
      const offered = (counts.rejected + jobs.count) / (perSecond * sample.toSeconds) - 1;
      return [offered, ...serviceControls(sample, 0, 0, service)];
    },
  };
}

export const lossCases: readonly TheoryCase[] = [lossCase(1, 5, 0.9), lossCase(5, 10, 5)];

/** The window ends this long before the run, so that every job of the window has started. */
const TAIL_SECONDS = 200;

function repairmanCase(users: number, servers: number, thinkMean: number): TheoryCase {
  const name = `machine repairman, ${users} users thinking ${thinkMean}, ${servers} servers`;
  const theory = repairman(users, servers, thinkMean);
  const perSecond = theory.waitingCount / theory.wait;
  return {
    name,
    warmupSeconds: WARMUP_SECONDS,
    windowSeconds: { test: 15_000 / perSecond, bench: 60_000 / perSecond },
    scenarioText: toSeconds =>
      theoryScenario({
        name,
        arrivals: [
          `{ kind: closedLoop, job: image, users: ${users}, thinkSeconds: { kind: exponential, mean: ${thinkMean} } }`,
        ],
        warmupSeconds: WARMUP_SECONDS,
        horizonSeconds: toSeconds + TAIL_SECONDS,
        first: { servers, service },
      }),
    quantities: [
      {
        name: 'mean number waiting',
        theory: theory.waitingCount,
        of: sample => meanWaitingCount(sample),
        halfWidthRatioMax,
      },
      { name: 'mean wait', theory: theory.wait, of: sample => meanWait(sample), halfWidthRatioMax },
    ],
    controls: sample => serviceControls(sample, 0, 0, service),
  };
}

export const closedLoopCases: readonly TheoryCase[] = [repairmanCase(6, 1, 8), repairmanCase(30, 4, 6)];
