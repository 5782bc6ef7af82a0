/**
 * What one source of arrivals is to the merger. Invariant: `nextSeconds` never falls from one `advance` to the next,
 * except that a closed loop's `jobEnded` may bring it back from Infinity.
 */
import type { Seconds } from '../../../hub/units.ts';
import type { Substream } from '../../engine/substream.ts';

/** Plain fields, not getters: they are read for every arrival. */
export type ArrivalProcess = {
  /** Seconds from the start of the run; Infinity while none is due. */
  nextSeconds: Seconds;
  /** Index of the next arrival's region, or DRAWN_BY_WEIGHT when the source leaves it to the merger. */
  nextRegion: number;
  /** The closed loop's user, else NO_USER. */
  nextUser: number;
  /** Consumes the next arrival. */
  advance(): void;
  /** Tells a closed loop that the user's job has ended; an open source does not care. */
  jobEnded(user: number, nowSeconds: Seconds): void;
};

/** An open source is no more than this: the next time at every call, never falling, Infinity for ever once it is dry. */
export type NextSeconds = () => Seconds;

export const DRAWN_BY_WEIGHT = -1;
export const NO_USER = -1;

/**
 * Opens a random stream of this source alone. `purpose` keeps what is drawn for gaps, regions or batches apart, so that
 * asking for batches does not move the gaps.
 */
export type OpenStream = (purpose: string, entity?: number) => Substream;

/** An open source as a process: nobody's ending job matters to it. */
export function createOpenProcess(next: NextSeconds): ArrivalProcess {
  return {
    nextSeconds: next(),
    nextRegion: DRAWN_BY_WEIGHT,
    nextUser: NO_USER,
    advance() {
      this.nextSeconds = next();
    },
    jobEnded() {},
  };
}
