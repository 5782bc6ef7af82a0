/**
 * Closed forms of queueing theory, the outside authority the simulator is held against. Nothing here looks at the
 * simulator. Times in mean service times or seconds, as the caller likes, but one of them throughout.
 *
 * Sources: D. Gross, J. Shortle, J. Thompson, C. Harris, "Fundamentals of Queueing Theory", 4th ed., 2008 (sections in
 * the docstrings); A. Cobham, "Priority assignment in waiting line problems", Operations Research 2(1), 1954.
 */
import type { Distribution } from '../../hub/distribution.ts';
import { meanOf } from '../../hub/mean-of.ts';

/** Chance that an arrival to c servers without a line is lost; `load` is arrival rate x mean service. (2.6, Erlang B) */
export function erlangB(servers: number, load: number): number {
  let lost = 1;
  for (let n = 1; n <= servers; n += 1) lost = (load * lost) / (n + load * lost);
  return lost;
}

/**
 * Chance that an arrival to M/M/c must wait. (2.4, Erlang C)
 *
 * @example erlangC(2, 1)   // 1/3
 */
export function erlangC(servers: number, load: number): number {
  const lost = erlangB(servers, load);
  return lost / (1 - (load / servers) * (1 - lost));
}

/** Mean wait of M/M/c, in mean service times. */
export function waitOfMMc(servers: number, load: number): number {
  return erlangC(servers, load) / (servers - load);
}

/** Second moment of a service time, for the kinds the theory tests use. */
export function secondMomentOf(service: Distribution): number {
  const mean = meanOf(service);
  switch (service.kind) {
    case 'constant':
      return mean * mean;
    case 'exponential':
      return 2 * mean * mean;
    case 'lognormal':
    case 'gamma':
      return mean * mean * (1 + service.cv * service.cv);
    default:
      throw new Error(`no second moment written down for ${service.kind}`);
  }
}

/** Mean wait of M/G/1. (5.1, Pollaczek-Khinchine) */
export function waitOfMG1(arrivalRate: number, service: Distribution): number {
  return (arrivalRate * secondMomentOf(service)) / (2 * (1 - arrivalRate * meanOf(service)));
}

/** A finite birth-death chain in equilibrium: chances of the states 0..n, from its birth and death rates. (2.1) */
export function birthDeathChances(births: readonly number[], deaths: readonly number[]): number[] {
  const weights = [1];
  for (const [state, birth] of births.entries()) weights.push((weights[state]! * birth) / deaths[state]!);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map(weight => weight / sum);
}

export type LineAndFlow = {
  /** Mean number waiting, not counting those in service. */
  readonly waitingCount: number;
  /** Mean wait of those who get in. */
  readonly wait: number;
  /** Chance of the last state: for M/M/c/K, that an arrival is lost. */
  readonly fullChance: number;
};

/** M/M/c/K: at most K in the system, mean service 1. (2.5) */
export function mmck(servers: number, limit: number, arrivalRate: number): LineAndFlow {
  const births = Array.from({ length: limit }, () => arrivalRate);
  const { chances, waitingCount } = lineOf(births, servers);
  const fullChance = chances[limit]!;
  return { waitingCount, wait: waitingCount / (arrivalRate * (1 - fullChance)), fullChance };
}

/** Machine repairman: N users think `thinkMean` and are served by c, mean service 1. (2.8) */
export function repairman(users: number, servers: number, thinkMean: number): LineAndFlow {
  const births = Array.from({ length: users }, (_, inSystem) => (users - inSystem) / thinkMean);
  const { chances, waitingCount } = lineOf(births, servers);
  const inSystem = chances.reduce((sum, chance, state) => sum + state * chance, 0);
  return { waitingCount, wait: (waitingCount * thinkMean) / (users - inSystem), fullChance: chances[users]! };
}

function lineOf(births: readonly number[], servers: number): { chances: number[]; waitingCount: number } {
  const deaths = births.map((_, state) => Math.min(state + 1, servers));
  const chances = birthDeathChances(births, deaths);
  const waitingCount = chances.reduce((sum, chance, state) => sum + Math.max(0, state - servers) * chance, 0);
  return { chances, waitingCount };
}

/** First and second factorial moment of a batch: E[B] and E[B (B - 1)]. */
export type BatchMoments = { readonly mean: number; readonly pairs: number };

/**
 * Moments of a batch that is an exponential of the given mean rounded to whole numbers, at least 1: P(B > k) is
 * exp(-(k + 1/2) / mean) for k >= 1, so that B is geometric but for its first step.
 */
export function roundedExponentialBatch(mean: number): BatchMoments {
  const step = Math.exp(-1 / mean);
  const first = Math.exp(-1.5 / mean);
  return { mean: 1 + first / (1 - step), pairs: (2 * first) / (1 - step) ** 2 };
}

/** Mean wait of a member of a batch in M[X]/M/1, mean service 1, `batchRate` batches per unit of time. (3.1) */
export function waitOfBatchQueue(batchRate: number, batch: BatchMoments): number {
  const load = batchRate * batch.mean;
  return load / (1 - load) + batch.pairs / (2 * batch.mean * (1 - load));
}

export type PriorityClass = { readonly arrivalRate: number; readonly service: Distribution };

/**
 * Mean waits of classes at one server that finishes what it began, the first class served first. (Cobham 1954)
 *
 * @returns one wait per class, in the order given
 */
export function waitsByPriority(classes: readonly PriorityClass[]): number[] {
  const residual =
    classes.reduce((sum, { arrivalRate, service }) => sum + arrivalRate * secondMomentOf(service), 0) / 2;
  let loadBefore = 0;
  return classes.map(({ arrivalRate, service }) => {
    const load = loadBefore + arrivalRate * meanOf(service);
    const wait = residual / ((1 - loadBefore) * (1 - load));
    loadBefore = load;
    return wait;
  });
}
