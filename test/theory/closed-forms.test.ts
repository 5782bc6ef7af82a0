import { check, near } from '../kit/check.ts';
import {
  birthDeathChances,
  erlangB,
  erlangC,
  mmck,
  repairman,
  roundedExponentialBatch,
  waitOfBatchQueue,
  waitOfMG1,
  waitOfMMc,
  waitsByPriority,
} from './closed-forms.ts';

const exponential = { kind: 'exponential', mean: 1 } as const;

check('closed forms', {
  'Erlang B by hand: 1, 1/2, 1/5 at load 1': () => {
    near(erlangB(1, 1), 1 / 2, 1e-15);
    near(erlangB(2, 1), 1 / 5, 1e-15);
  },
  'Erlang C by hand: two servers at load 1 make every third wait': () => near(erlangC(2, 1), 1 / 3, 1e-15),
  'Erlang C of one server is its utilization': () => near(erlangC(1, 0.7), 0.7, 1e-15),
  'Erlang C of 20 servers at 0.9, from the sum and not the recursion': () => {
    let term = 1;
    let sum = 1;
    for (let n = 1; n < 20; n += 1) sum += term *= 18 / n;
    const last = (term * 18) / 20 / (1 - 0.9);
    near(erlangC(20, 18), last / (sum + last), 1e-14);
  },
  'M/M/1, M/D/1 and Pollaczek-Khinchine agree where they meet': () => {
    near(waitOfMG1(0.9, exponential), waitOfMMc(1, 0.9), 1e-12);
    near(waitOfMG1(0.9, { kind: 'constant', value: 1 }), waitOfMMc(1, 0.9) / 2, 1e-12);
    near(waitOfMG1(0.5, { kind: 'gamma', mean: 1, cv: 1 }), 1, 1e-12);
  },
  'a birth-death chain by hand: 1, 1/2, 1/4 share out as 4, 2, 1 sevenths': () => {
    for (const [state, chance] of birthDeathChances([1, 1], [2, 2]).entries())
      near(chance, [4, 2, 1][state]! / 7, 1e-15);
  },
  'M/M/c/K with no place to wait is Erlang B, and with many it is M/M/c': () => {
    near(mmck(5, 5, 4).fullChance, erlangB(5, 4), 1e-15);
    near(mmck(5, 500, 4).wait, waitOfMMc(5, 4), 1e-12);
  },
  'two users of one machine, by hand: states share out as 1, 2, 2 fifths': () => {
    // Think 1, serve 1: births 2, 1; weights 1, 2, 2. Waiting 2/5, thinking 2 - (2 + 4)/5 = 4/5, wait (2/5)/(4/5).
    near(repairman(2, 1, 1).waitingCount, 2 / 5, 1e-15);
    near(repairman(2, 1, 1).wait, 1 / 2, 1e-15);
  },
  'batches of one are M/M/1, and of two wait as by hand': () => {
    near(waitOfBatchQueue(0.7, { mean: 1, pairs: 0 }), waitOfMMc(1, 0.7), 1e-12);
    // A quarter batch of 2 per second: load 1/2, so 1 as in M/M/1, and pairs 2 / (2 x mean 2 x idle 1/2) = 1 for the batch.
    near(waitOfBatchQueue(0.25, { mean: 2, pairs: 2 }), 1 + 1, 1e-12);
  },
  'moments of a rounded exponential batch, from its chances one by one': () => {
    let mean = 0;
    let pairs = 0;
    for (let size = 1; size < 400; size += 1) {
      const low = size === 1 ? 0 : size - 0.5;
      const chance = Math.exp(-low / 4) - Math.exp(-(size + 0.5) / 4);
      mean += size * chance;
      pairs += size * (size - 1) * chance;
    }
    near(roundedExponentialBatch(4).mean, mean, 1e-12);
    near(roundedExponentialBatch(4).pairs, pairs, 1e-9);
  },
  'priorities keep the conservation law: load-weighted waits sum as in one line': () => {
    const classes = [
      { arrivalRate: 0.3, service: exponential },
      { arrivalRate: 0.2, service: { kind: 'gamma', mean: 2, cv: 0.5 } },
    ] as const;
    const [first, second] = waitsByPriority(classes) as [number, number];
    const residual = (0.3 * 2 + 0.2 * 4 * 1.25) / 2;
    near(0.3 * first + 0.4 * second, (0.7 * residual) / 0.3, 1e-12);
  },
});
