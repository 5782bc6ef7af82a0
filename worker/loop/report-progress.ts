/**
 * What a job's owner sees of the work: written at most once a second, the newest last. Invariant: a write never begins
 * before the one before it has ended, so that progress does not go back.
 */
import type { PreviewKeys } from '../../hub/job/preview.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import type { Ratio, Seconds } from '../../hub/units.ts';
import { monotonicSeconds, sleep } from '../environment.ts';

export type Report = {
  readonly progress?: { readonly stage: StageName; readonly ratio: Ratio };
  readonly previews?: PreviewKeys;
};

export type Reporter = {
  /** Returns at once. A newer report takes the place of one that was not written yet. */
  readonly report: (report: Report) => void;
  /** Comes back when all is written. A write that failed is not repeated: the next one says more. */
  readonly flush: () => Promise<void>;
};

const PERIOD_SECONDS: Seconds = 1;

/** @param write of one report; its errors are its own to log */
export function createReporter(write: (report: Report) => Promise<void>): Reporter {
  let pending: Report | undefined;
  let writing: Promise<void> | undefined;
  // Said again in every report: a write that failed is not repeated, and nobody else knows of them.
  let previews: PreviewKeys | undefined;
  let lastSeconds = -Infinity;
  const hurry = { controller: new AbortController() };

  async function drain(): Promise<void> {
    while (pending !== undefined) {
      await sleep(Math.max(0, lastSeconds + PERIOD_SECONDS - monotonicSeconds()), hurry.controller.signal);
      const report = pending;
      pending = undefined;
      lastSeconds = monotonicSeconds();
      await write(report).catch(() => {});
    }
    writing = undefined;
  }

  return {
    report: report => {
      if (report.previews !== undefined) previews = { ...previews, ...report.previews };
      pending = { ...pending, ...report, ...(previews === undefined ? {} : { previews }) };
      writing ??= drain();
    },
    flush: async () => {
      hurry.controller.abort();
      await writing;
      hurry.controller = new AbortController();
    },
  };
}
