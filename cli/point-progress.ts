import { createProgress, startStopwatch } from './progress.ts';

/** Said beforehand, so that nobody waits for what should have been a smaller sweep. */
const LONG_SECONDS = 60;

export type PointProgress = { readonly done: () => void; readonly clear: () => void };

/** How far many points are, and, after the first few, how long all of them will take. */
export function createPointProgress(pointCount: number): PointProgress {
  const progress = createProgress(process.stderr, { what: 'points', isLeftTold: true });
  const elapsedSeconds = startStopwatch();
  let doneCount = 0;
  let isTold = false;
  return {
    done() {
      doneCount += 1;
      const seconds = (elapsedSeconds() / doneCount) * pointCount;
      if (!isTold && doneCount < pointCount) {
        isTold = true;
        if (seconds > LONG_SECONDS) {
          progress.clear();
          process.stderr.write(`${pointCount} points would take about ${Math.ceil(seconds / 60)} minutes\n`);
        }
      }
      progress.update(doneCount, pointCount);
    },
    clear: () => progress.clear(),
  };
}
