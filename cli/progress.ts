/** One line on a terminal that says how far a study is. The only place with a clock: nothing it measures is in a result. */
import type { WriteStream } from 'node:tty';

export type Progress = {
  update(doneCount: number, maxCount: number): void;
  /** Takes the line away. */
  clear(): void;
};

/** Often enough to be alive, seldom enough to cost nothing. */
const INTERVAL_MILLISECONDS = 100;
const CLEAR_LINE = '\r\u001b[K';

/** Seconds since it was started: for an estimate that is told and kept nowhere. */
export function startStopwatch(): () => number {
  const startedMilliseconds = performance.now();
  return () => (performance.now() - startedMilliseconds) / 1000;
}

/** Before that a guess of what is left would be one of how long loading takes. */
const GUESS_FROM_SECONDS = 2;

/**
 * Silent unless `stream` is a terminal.
 *
 * @param what what is counted
 * @param isLeftTold also say how long it will take if all that may be played is played: for work of minutes
 */
export function createProgress(
  stream: Pick<WriteStream, 'isTTY' | 'write'>,
  { what = 'replications', isLeftTold = false }: { readonly what?: string; readonly isLeftTold?: boolean } = {},
): Progress {
  const startedMilliseconds = performance.now();
  let shownMilliseconds = Number.NEGATIVE_INFINITY;
  if (!stream.isTTY) return { update: () => {}, clear: () => {} };
  return {
    update(doneCount, maxCount) {
      const now = performance.now();
      if (now - shownMilliseconds < INTERVAL_MILLISECONDS) return;
      shownMilliseconds = now;
      const seconds = (now - startedMilliseconds) / 1000;
      const left =
        isLeftTold && seconds > GUESS_FROM_SECONDS ? leftText((seconds / doneCount) * (maxCount - doneCount)) : '';
      stream.write(`${CLEAR_LINE}${doneCount} of at most ${maxCount} ${what}, ${seconds.toFixed(1)} s${left}`);
    },
    clear() {
      if (shownMilliseconds > 0) stream.write(CLEAR_LINE);
    },
  };
}

function leftText(seconds: number): string {
  return seconds < 90 ? `, at most ${Math.ceil(seconds)} s left` : `, at most ${Math.ceil(seconds / 60)} min left`;
}
