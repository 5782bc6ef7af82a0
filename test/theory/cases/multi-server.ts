/** M/M/c: mean wait and chance of waiting (Erlang C). */
import { erlangC, waitOfMMc } from '../closed-forms.ts';
import { arrivalControl, delayedRatio, meanWait, serviceControls } from '../run-sample.ts';
import { type Effort, REPLICATIONS, type TheoryCase } from '../theory-case.ts';
import { theoryScenario } from '../theory-scenario.ts';

const service = { kind: 'exponential', mean: 1 } as const;

type Precision = {
  readonly replications?: number;
  /** Million jobs in all, over the replications. */
  readonly megajobs: Readonly<Record<Effort, number>>;
  readonly halfWidthRatioMax: Readonly<Record<Effort, number>>;
};

/**
 * Warm-up: ten relaxation times of M/M/1, 1 / (1 - sqrt(utilization))^2 mean service times, shared by c servers, and
 * ten services, which is what many servers at moderate load need.
 */
function mmc(servers: number, utilization: number, precision: Precision): TheoryCase {
  const { replications = REPLICATIONS, megajobs, halfWidthRatioMax } = precision;
  const perSecond = servers * utilization;
  const name = `M/M/${servers}, utilization ${utilization}`;
  const warmupSeconds = Math.ceil(10 / (1 - Math.sqrt(utilization)) ** 2 / servers + 10);
  const secondsOf = (effort: Effort) => Math.round((megajobs[effort] * 1e6) / replications / perSecond);
  return {
    name,
    replications,
    warmupSeconds,
    windowSeconds: { test: secondsOf('test'), bench: secondsOf('bench') },
    scenarioText: toSeconds =>
      theoryScenario({
        name,
        arrivals: [`{ kind: poisson, job: image, ratePerSecond: ${perSecond}, untilSeconds: ${toSeconds} }`],
        warmupSeconds,
        first: { servers, service },
      }),
    quantities: [
      { name: 'mean wait', theory: waitOfMMc(servers, perSecond), of: sample => meanWait(sample), halfWidthRatioMax },
      {
        name: 'share that waits',
        theory: erlangC(servers, perSecond),
        of: sample => delayedRatio(sample),
        halfWidthRatioMax,
      },
    ],
    controls: sample => [arrivalControl(sample, 0, perSecond), ...serviceControls(sample, 0, 0, service)],
  };
}

/** Half widths asked for at 70 % busy or less, and at 90 %. */
const moderate = { test: 0.02, bench: 0.01 };
const busy = { test: 0.03, bench: 0.02 };
const heavy = { test: 1, bench: 0.05 };

export const singleServerCases: readonly TheoryCase[] = [
  mmc(1, 0.5, { megajobs: { test: 1, bench: 5 }, halfWidthRatioMax: moderate }),
  mmc(1, 0.7, { megajobs: { test: 2.2, bench: 9 }, halfWidthRatioMax: moderate }),
  mmc(1, 0.9, { megajobs: { test: 3, bench: 9 }, halfWidthRatioMax: busy }),
];

export const fiveServerCases: readonly TheoryCase[] = [
  mmc(5, 0.7, { megajobs: { test: 3, bench: 14 }, halfWidthRatioMax: moderate }),
  mmc(5, 0.9, { megajobs: { test: 3, bench: 8 }, halfWidthRatioMax: busy }),
];

/** Twenty servers at 70 % make one job in eleven wait, so that a wait is a rare event and needs many jobs. */
export const twentyServerCases: readonly TheoryCase[] = [
  mmc(20, 0.7, { replications: 60, megajobs: { test: 5, bench: 130 }, halfWidthRatioMax: { test: 0.05, bench: 0.01 } }),
  mmc(20, 0.9, { megajobs: { test: 4.5, bench: 20 }, halfWidthRatioMax: busy }),
];

/** For the bench alone: 99 % busy, a mean wait settles only over a hundred million jobs. */
export const heavyTrafficCases: readonly TheoryCase[] = [
  mmc(5, 0.99, { replications: 60, megajobs: { test: 2, bench: 170 }, halfWidthRatioMax: heavy }),
  mmc(20, 0.99, { replications: 60, megajobs: { test: 2, bench: 170 }, halfWidthRatioMax: heavy }),
];
