/**
 * M/M/20 at utilization 0.9: the engine against the bare loop. Invariant: both are timed in turns within one run, so
 * that the ratio holds on a noisy machine where neither speed does.
 */
import { runMultiServer } from '../sim/engine/multi-server.ts';
import { createSubstream, type Substream } from '../sim/engine/substream.ts';
import { WaitingTime } from '../sim/engine/waiting-time.ts';
import { runBareLoop } from './bare-loop.ts';
import { type Benchmark, type BenchmarkOptions, type Measurement, median } from './benchmark.ts';

export const SERVER_COUNT = 20;
export const UTILIZATION = 0.9;
/** Erlang C 0.55077 / (20 - 18), in mean service times; sim/engine/multi-server.test.ts works the formula out. */
export const THEORY_WAIT_SECONDS = 0.275384;
const ROUND_COUNT = 5;
/** Rounds before the clock counts: the compiler is done with both loops by then. */
const WARM_UP_ROUND_COUNT = 2;

/** The samplers are named, so that every round calls the same two functions and V8 inlines them. */
const sampleInterarrival = (stream: Substream): number => stream.exponential() / (SERVER_COUNT * UTILIZATION);
const sampleService = (stream: Substream): number => stream.exponential();
const model = {
  serverCount: SERVER_COUNT,
  sampleInterarrivalSeconds: sampleInterarrival,
  sampleServiceSeconds: sampleService,
};

function runEngine(customerCount: number, replication: number): number {
  const waits = new WaitingTime();
  const streams = {
    arrivals: createSubstream(1, replication, 'arrivals', 0),
    services: createSubstream(1, replication, 'services', 0),
  };
  runMultiServer(model, streams, customerCount, waits);
  return waits.meanSeconds;
}

type Round = { readonly customersPerSecond: number; readonly meanWaitSeconds: number };

function timed(customerCount: number, run: () => number): Round {
  const start = performance.now();
  const meanWaitSeconds = run();
  return { customersPerSecond: (customerCount * 1000) / (performance.now() - start), meanWaitSeconds };
}

export const mm20: Benchmark = {
  name: 'engine-mm20',
  run({ isQuick }: BenchmarkOptions): Measurement[] {
    const customerCount = isQuick ? 200_000 : 3_000_000;
    const engine: Round[] = [];
    const bare: Round[] = [];
    for (let round = -WARM_UP_ROUND_COUNT; round < ROUND_COUNT; round += 1) {
      const replication = round + WARM_UP_ROUND_COUNT;
      const engineRound = timed(customerCount, () => runEngine(customerCount, replication));
      const bareRound = timed(
        customerCount,
        () => runBareLoop(SERVER_COUNT, UTILIZATION, customerCount, replication + 1).meanWaitSeconds,
      );
      if (round < 0) continue;
      engine.push(engineRound);
      bare.push(bareRound);
    }
    const ratios = engine.map((round, index) => round.customersPerSecond / bare[index]!.customersPerSecond);
    return [
      ...summarize('engine-mm20', engine),
      ...summarize('bare-mm20', bare),
      { benchmark: 'engine-mm20', metric: 'speed over bare loop', value: median(ratios), unit: 'ratio' },
    ];
  },
};

/** Speed (median of the rounds) and mean wait (mean of the rounds), the latter beside its theory. */
function summarize(benchmark: string, rounds: readonly Round[]): Measurement[] {
  const meanWaitSeconds = rounds.reduce((sum, round) => sum + round.meanWaitSeconds, 0) / rounds.length;
  return [
    { benchmark, metric: 'speed', value: median(rounds.map(round => round.customersPerSecond)), unit: 'customers/s' },
    ...waitMeasurements(benchmark, meanWaitSeconds),
  ];
}

export function waitMeasurements(benchmark: string, meanWaitSeconds: number): Measurement[] {
  return [
    { benchmark, metric: 'mean wait', value: meanWaitSeconds, unit: 'mean service times' },
    { benchmark, metric: 'mean wait over theory', value: meanWaitSeconds / THEORY_WAIT_SECONDS, unit: 'ratio' },
  ];
}
