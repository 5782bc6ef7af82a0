/**
 * A Markov-modulated Poisson process: traffic that switches between states (calm, burst), each with its own rate and an
 * exponential stay. The states follow one another in the order written and then start again.
 */
import { SECONDS_PER_HOUR, type Seconds } from '../../../hub/units.ts';
import type { Substream } from '../../engine/substream.ts';
import type { NextSeconds, OpenStream } from './arrival-process.ts';

export type MmppState = { readonly ratePerHour: number; readonly meanSojournSeconds: Seconds };

/**
 * Each gap is one unit-exponential amount of work, used up at the rate of the states passed on the way. The process
 * starts in its long-run mix (a state is drawn in proportion to its mean stay), so averages hold from the first second.
 *
 * The long-run rate is sum(rate x stay) / sum(stay). The variance of the count in a window exceeds its mean
 * (Fischer and Meier-Hellstern, The Markov-modulated Poisson process cookbook, 1993).
 */
export function createMmpp(
  source: { readonly states: readonly MmppState[]; readonly untilSeconds?: Seconds | undefined },
  open: OpenStream,
): NextSeconds {
  const { states } = source;
  const gaps = open('gaps');
  const stays = open('stays');
  const untilSeconds = source.untilSeconds ?? Infinity;
  let seconds = 0;
  let index = drawFirst(states, stays);
  let stayEndSeconds = stays.exponential() * states[index]!.meanSojournSeconds;
  return () => {
    let work = gaps.exponential();
    while (seconds < untilSeconds) {
      const rate = states[index]!.ratePerHour / SECONDS_PER_HOUR;
      const workOfStay = (stayEndSeconds - seconds) * rate;
      if (work < workOfStay) {
        seconds = Math.min(stayEndSeconds, seconds + work / rate);
        return seconds < untilSeconds ? seconds : Infinity;
      }
      work -= workOfStay;
      seconds = stayEndSeconds;
      index = (index + 1) % states.length;
      stayEndSeconds += stays.exponential() * states[index]!.meanSojournSeconds;
    }
    return Infinity;
  };
}

function drawFirst(states: readonly MmppState[], stream: Substream): number {
  const cycleSeconds = states.reduce((sum, state) => sum + state.meanSojournSeconds, 0);
  let rest = stream.uniform() * cycleSeconds;
  for (let index = 0; index < states.length - 1; index += 1) {
    rest -= states[index]!.meanSojournSeconds;
    if (rest < 0) return index;
  }
  return states.length - 1;
}
