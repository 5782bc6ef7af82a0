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

/** Silent unless `stream` is a terminal. */
export function createProgress(stream: Pick<WriteStream, 'isTTY' | 'write'>, what = 'replications'): Progress {
  const startedMilliseconds = performance.now();
  let shownMilliseconds = Number.NEGATIVE_INFINITY;
  if (!stream.isTTY) return { update: () => {}, clear: () => {} };
  return {
    update(doneCount, maxCount) {
      const now = performance.now();
      if (now - shownMilliseconds < INTERVAL_MILLISECONDS) return;
      shownMilliseconds = now;
      const seconds = ((now - startedMilliseconds) / 1000).toFixed(1);
      stream.write(`${CLEAR_LINE}${doneCount} of at most ${maxCount} ${what}, ${seconds} s`);
    },
    clear() {
      if (shownMilliseconds > 0) stream.write(CLEAR_LINE);
    },
  };
}
