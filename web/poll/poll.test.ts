import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { nextPollSeconds } from './next-poll-seconds.ts';
import { type PollAnswer, poll } from './poll.ts';

/** A browser whose pauses are noted, and end when they are told to. */
function bench(answers: readonly PollAnswer[]) {
  const pauses: number[] = [];
  const wakers = new Set<() => void>();
  let isAwake = true;
  let askedCount = 0;
  let endPause = () => {};
  const { promise: over, resolve: setOver } = Promise.withResolvers<void>();
  const stop = poll({
    ask: async () => {
      const answer = answers[askedCount] ?? { kind: 'over' };
      askedCount += 1;
      if (answer.kind === 'over') setOver();
      return answer;
    },
    pause: (milliseconds, signal) =>
      new Promise<void>(resolve => {
        pauses.push(milliseconds);
        endPause = resolve;
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      }),
    isAwake: () => isAwake,
    onWake: listener => {
      wakers.add(listener);
      return () => wakers.delete(listener);
    },
    chance: () => 0,
  });
  return {
    pauses,
    over,
    stop,
    wakerCount: () => wakers.size,
    askedCount: () => askedCount,
    turn: async () => {
      endPause();
      await settle();
    },
    sleep: () => {
      isAwake = false;
    },
    wake: async () => {
      isAwake = true;
      for (const waker of wakers) waker();
      await settle();
    },
  };
}

/** What is ready to go on, goes on. */
const settle = () => new Promise(resolve => setTimeout(resolve));
const inSeconds = (retryAfterSeconds: number): PollAnswer => ({ kind: 'answered', retryAfterSeconds });

check('the next question', {
  'comes when the hub asked for it, within limits': () =>
    assert.equal(
      [0, 5, 29, 500].map(seconds => nextPollSeconds(seconds, 0, 0)),
      [1, 5, 29, 30],
    ),
  'comes later and later when nobody answers': () =>
    assert.equal(
      [1, 2, 3, 6, 60].map(count => nextPollSeconds(undefined, count, 0)),
      [1, 2, 4, 30, 30],
    ),
  'is spread, never sooner': () => assert.is(nextPollSeconds(10, 0, 1), 12),
});

check('polling', {
  'waits as each answer says, and ends with the job': async () => {
    const { pauses, over, turn, wakerCount } = bench([inSeconds(5), inSeconds(2)]);
    for (let i = 0; i < 3; i += 1) await turn();
    await over;
    await settle();
    assert.equal(pauses, [5000, 2000]);
    assert.is(wakerCount(), 0);
  },
  'backs off, and begins anew after an answer': async () => {
    const away: PollAnswer = { kind: 'unreachable' };
    const { pauses, turn, stop } = bench([away, away, away, inSeconds(1), away, inSeconds(1)]);
    for (let i = 0; i < 6; i += 1) await turn();
    stop();
    assert.equal(pauses.slice(0, 5), [1000, 2000, 4000, 1000, 1000]);
  },
  'asks nothing while nobody looks, and at once when somebody does': async () => {
    const { askedCount, sleep, turn, wake, stop } = bench([inSeconds(5), inSeconds(5), inSeconds(5)]);
    await settle();
    sleep();
    for (let i = 0; i < 3; i += 1) await turn();
    assert.is(askedCount(), 1);
    await wake();
    assert.is(askedCount(), 2);
    stop();
  },
  'does not wait to the end when the network is back': async () => {
    const { askedCount, wake, stop } = bench([inSeconds(30), inSeconds(30)]);
    await settle();
    await wake();
    assert.is(askedCount(), 2);
    stop();
  },
  'asks no more after it was stopped': async () => {
    const { askedCount, turn, wake, stop, wakerCount } = bench([inSeconds(5), inSeconds(5)]);
    await settle();
    stop();
    await turn();
    await wake();
    assert.is(askedCount(), 1);
    assert.is(wakerCount(), 0);
  },
});
