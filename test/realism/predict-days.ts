/**
 * What ten days foretell of the next five, on fleets that do not change: the whole simulator with fitted times, beside a
 * direct replay of the recorded times by the Kiefer-Wolfowitz recursion, which shares no code with it.
 */
import type { Distribution } from '../../hub/distribution.ts';
import { type CalibratedTimes, calibrateTimes } from '../../sim/calibrate/calibrate-times.ts';
import { meanOfSample, quantileOfSorted } from '../../sim/measure/sample-statistics.ts';
import type { ArrivalSpec } from '../../sim/model/arrivals/create-arrivals.ts';
import { simulate } from '../../sim/model/simulate.ts';
import { inputFrom } from '../kit/simulate-text.ts';
import { kieferWolfowitz } from '../theory/kiefer-wolfowitz.ts';
import { theoryScenario } from '../theory/theory-scenario.ts';
import type { Requests } from './sd-requests.ts';

const SECONDS_PER_DAY = 86_400;
const CALIBRATED_DAYS = 10;
const REPLICATIONS = 10;

export type Figures = {
  readonly waitP50: number;
  readonly waitP95: number;
  readonly turnaroundP50: number;
  readonly turnaroundP95: number;
};

export type Prediction = { readonly servers: number; readonly replayed: Figures; readonly predicted: Figures };

/** The days that are learned from, fitted; those days are of the trace's own clock. */
export function learn({ arrivalSeconds, serviceSeconds }: Requests): CalibratedTimes {
  const count = countBefore(arrivalSeconds, CALIBRATED_DAYS * SECONDS_PER_DAY);
  return calibrateTimes({ atSeconds: arrivalSeconds.slice(0, count), values: serviceSeconds.slice(0, count) });
}

/** All recorded times of the days that are learned from, and of those after. */
export function unlearned({ arrivalSeconds, serviceSeconds }: Requests): {
  readonly before: Float64Array;
  readonly after: Float64Array;
} {
  const count = countBefore(arrivalSeconds, CALIBRATED_DAYS * SECONDS_PER_DAY);
  return { before: serviceSeconds.slice(0, count), after: serviceSeconds.slice(count) };
}

/** The days after: recorded arrivals, and times drawn from `service`. */
export function predict(requests: Requests, service: Distribution, servers: number): Prediction {
  const first = countBefore(requests.arrivalSeconds, CALIBRATED_DAYS * SECONDS_PER_DAY);
  const start = requests.arrivalSeconds[first]!;
  const arrivals = requests.arrivalSeconds.slice(first).map(at => at - start);
  const services = requests.serviceSeconds.slice(first);
  return {
    servers,
    replayed: figuresOf(kieferWolfowitz(arrivals, services, servers), services),
    predicted: simulated(arrivals, service, servers),
  };
}

/** Means of the replications' quantiles, as a study reports them. */
function simulated(times: Float64Array, service: Distribution, servers: number): Figures {
  // The placeholder's place is taken by the recorded arrivals.
  const arrivals = ['{ kind: flashCrowd, job: image, users: 1, windowSeconds: 0 }'];
  const text = theoryScenario({ name: 'fixed fleet', arrivals, warmupSeconds: 0, first: { servers, service } });
  const input = inputFrom({ scenarioText: text, seed: 1 });
  const source: ArrivalSpec = { kind: 'trace', job: 'image', file: 'requests.csv', timeUnit: 'seconds', times };
  const replayed = { ...input, arrivals: [source], scenario: { ...input.scenario, arrivals: [source] } };
  const all = Array.from({ length: REPLICATIONS }, (_, replication) => {
    const { jobs } = simulate(replayed, replication);
    const waits = jobs.startedSeconds.map((started, job) => started - jobs.queuedSeconds[job]!);
    return figuresOf(waits.slice(0, jobs.count), jobs.stageSeconds.slice(0, jobs.count));
  });
  const mean = (figure: keyof Figures) => meanOfSample(all.map(figures => figures[figure]));
  return {
    waitP50: mean('waitP50'),
    waitP95: mean('waitP95'),
    turnaroundP50: mean('turnaroundP50'),
    turnaroundP95: mean('turnaroundP95'),
  };
}

function figuresOf(waits: Float64Array, services: Float64Array): Figures {
  const sortedWaits = waits.slice().sort();
  const turnarounds = waits.map((wait, index) => wait + services[index]!).sort();
  return {
    waitP50: quantileOfSorted(sortedWaits, 0.5),
    waitP95: quantileOfSorted(sortedWaits, 0.95),
    turnaroundP50: quantileOfSorted(turnarounds, 0.5),
    turnaroundP95: quantileOfSorted(turnarounds, 0.95),
  };
}

function countBefore(rising: Float64Array, limit: number): number {
  const index = rising.findIndex(at => at >= limit);
  return index === -1 ? rising.length : index;
}
