/** M/G/1 (Pollaczek-Khinchine), M/D/1 among them, and M/G/inf. */
import type { Distribution } from '../../../hub/distribution.ts';
import { meanOf } from '../../../hub/mean-of.ts';
import { waitOfMG1 } from '../closed-forms.ts';
import { arrivalControl, delayedRatio, inSystemMoments, meanWait, serviceControls } from '../run-sample.ts';
import type { TheoryCase } from '../theory-case.ts';
import { theoryScenario } from '../theory-scenario.ts';

const UTILIZATION = 0.7;
const WARMUP_SECONDS = 2000;
const halfWidthRatioMax = { test: 0.02, bench: 0.01 };

/** Mean service 1. `kilojobs` per replication, of which there are 40. */
function mg1(name: string, service: Distribution, kilojobs: { test: number; bench: number }): TheoryCase {
  const title = `${name}, utilization ${UTILIZATION}`;
  return {
    name: title,
    warmupSeconds: WARMUP_SECONDS,
    windowSeconds: { test: (kilojobs.test * 1000) / UTILIZATION, bench: (kilojobs.bench * 1000) / UTILIZATION },
    scenarioText: toSeconds =>
      theoryScenario({
        name: title,
        arrivals: [`{ kind: poisson, job: image, ratePerSecond: ${UTILIZATION}, untilSeconds: ${toSeconds} }`],
        warmupSeconds: WARMUP_SECONDS,
        first: { servers: 1, service },
      }),
    quantities: [
      { name: 'mean wait', theory: waitOfMG1(UTILIZATION, service), of: sample => meanWait(sample), halfWidthRatioMax },
      { name: 'share that waits', theory: UTILIZATION, of: sample => delayedRatio(sample), halfWidthRatioMax },
    ],
    controls: sample => [arrivalControl(sample, 0, UTILIZATION), ...serviceControls(sample, 0, 0, service)],
  };
}

export const generalServiceCases: readonly TheoryCase[] = [
  mg1('M/D/1', { kind: 'constant', value: 1 }, { test: 18, bench: 80 }),
  mg1('M/G/1, gamma cv 0.5', { kind: 'gamma', mean: 1, cv: 0.5 }, { test: 22, bench: 90 }),
  mg1('M/G/1, lognormal cv 1.5', { kind: 'lognormal', mean: 1, cv: 1.5 }, { test: 70, bench: 300 }),
];

/** Load 20 on 80 servers: that all are busy has a chance below 1e-22, and nobody waits. */
const LOAD = 20;
const SERVERS = 80;
const longTailed: Distribution = { kind: 'lognormal', mean: 2, cv: 1.5 };
const perSecond = LOAD / meanOf(longTailed);

export const infiniteServerCase: TheoryCase = {
  name: `M/G/inf, lognormal cv 1.5, load ${LOAD}`,
  warmupSeconds: WARMUP_SECONDS,
  windowSeconds: { test: 2000, bench: 20_000 },
  scenarioText: toSeconds =>
    theoryScenario({
      name: 'M/G/inf',
      arrivals: [`{ kind: poisson, job: image, ratePerSecond: ${perSecond}, untilSeconds: ${toSeconds} }`],
      warmupSeconds: WARMUP_SECONDS,
      first: { servers: SERVERS, service: longTailed },
    }),
  quantities: [
    { name: 'mean in system', theory: LOAD, of: sample => inSystemMoments(sample).mean, halfWidthRatioMax },
    {
      name: 'variance in system',
      theory: LOAD,
      of: sample => inSystemMoments(sample).variance,
      halfWidthRatioMax: { test: 0.04, bench: 0.015 },
    },
  ],
  controls: sample => [arrivalControl(sample, 0, perSecond), ...serviceControls(sample, 0, 0, longTailed)],
};
