/** Two queues: one after the other (Burke), and one before the other at the same server (Cobham). */
import { waitOfMMc, waitsByPriority } from '../closed-forms.ts';
import { arrivalControl, meanWait, serviceControls } from '../run-sample.ts';
import type { Quantity, TheoryCase } from '../theory-case.ts';
import { theoryScenario } from '../theory-scenario.ts';

const WARMUP_SECONDS = 2000;
const halfWidthRatioMax: Quantity['halfWidthRatioMax'] = { test: 0.02, bench: 0.01 };

/** Burke: what leaves M/M/2 is a Poisson process again, so the second station is M/M/3 by itself. */
const tandemPerSecond = 1.4;
const firstService = { kind: 'exponential', mean: 1 } as const;
const secondService = { kind: 'exponential', mean: 1.5 } as const;

export const tandemCase: TheoryCase = {
  name: 'tandem M/M/2 -> M/M/3, utilization 0.7 each',
  warmupSeconds: WARMUP_SECONDS,
  windowSeconds: { test: 45_000, bench: 220_000 },
  scenarioText: toSeconds =>
    theoryScenario({
      name: 'tandem',
      arrivals: [`{ kind: poisson, job: character, ratePerSecond: ${tandemPerSecond}, untilSeconds: ${toSeconds} }`],
      warmupSeconds: WARMUP_SECONDS,
      first: { servers: 2, service: firstService },
      second: { servers: 3, service: secondService },
    }),
  quantities: [
    {
      name: 'mean wait, first queue',
      theory: waitOfMMc(2, tandemPerSecond),
      of: sample => meanWait(sample, 0),
      halfWidthRatioMax,
    },
    {
      name: 'mean wait, second queue',
      theory: 1.5 * waitOfMMc(3, tandemPerSecond * 1.5),
      of: sample => meanWait(sample, 1),
      halfWidthRatioMax,
    },
  ],
  controls: sample => [
    arrivalControl(sample, 0, tandemPerSecond),
    ...serviceControls(sample, 0, 0, firstService),
    ...serviceControls(sample, 1, 0, secondService),
  ],
};

/** Images go first, rigs second; the server finishes what it began. */
const urgent = { arrivalRate: 0.3, service: { kind: 'exponential', mean: 1 } } as const;
const patient = { arrivalRate: 0.2, service: { kind: 'gamma', mean: 2, cv: 0.5 } } as const;
const [urgentWait, patientWait] = waitsByPriority([urgent, patient]) as [number, number];

export const priorityCase: TheoryCase = {
  name: 'M/G/1 with two priorities, utilization 0.7',
  warmupSeconds: WARMUP_SECONDS,
  windowSeconds: { test: 110_000, bench: 500_000 },
  scenarioText: toSeconds =>
    theoryScenario({
      name: 'priorities',
      arrivals: [
        // They keep coming after the window, since a patient job also waits for urgent ones that come after it.
        `{ kind: poisson, job: image, ratePerSecond: ${urgent.arrivalRate}, untilSeconds: ${toSeconds + WARMUP_SECONDS} }`,
        `{ kind: poisson, job: rig, ratePerSecond: ${patient.arrivalRate}, untilSeconds: ${toSeconds + WARMUP_SECONDS} }`,
      ],
      warmupSeconds: WARMUP_SECONDS,
      first: { servers: 1, service: urgent.service },
      second: { servers: 1, service: patient.service },
      sharesFleet: true,
    }),
  quantities: [
    { name: 'mean wait, first class', theory: urgentWait, of: sample => meanWait(sample, 0, 0), halfWidthRatioMax },
    { name: 'mean wait, second class', theory: patientWait, of: sample => meanWait(sample, 1, 1), halfWidthRatioMax },
  ],
  controls: sample => [
    arrivalControl(sample, 0, urgent.arrivalRate),
    arrivalControl(sample, 1, patient.arrivalRate),
    ...serviceControls(sample, 0, 0, urgent.service),
    ...serviceControls(sample, 1, 1, patient.service),
  ],
};
