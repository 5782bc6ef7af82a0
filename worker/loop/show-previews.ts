/** First looks at a result: stored, and then told. Invariant: in the order in which they came, so that none is replaced by an older one. */
import { PREVIEWS } from '../../hub/job/preview.ts';
import type { AssetStore } from '../assets/asset-store.ts';
import type { Reporter } from './report-progress.ts';
import type { StageRun } from './stage-work.ts';

export type PreviewPorts = {
  readonly jobId: string;
  readonly assets: Pick<AssetStore, 'storePreview'>;
  readonly reporter: Pick<Reporter, 'report'>;
  readonly log: (message: string, particulars: Readonly<Record<string, unknown>>) => void;
};

export type Previews = {
  /** Returns at once. One that cannot be stored is logged, and holds nothing up. */
  readonly show: StageRun['onPreview'];
  /** All that were shown are stored and reported, or logged. */
  readonly settled: () => Promise<void>;
};

export function showPreviews({ jobId, assets, reporter, log }: PreviewPorts): Previews {
  let last = Promise.resolve();
  return {
    show: (bytes, type) => {
      last = last
        .then(() => assets.storePreview(jobId, bytes, type))
        .then(key => reporter.report({ previews: { [PREVIEWS[type].attribute]: key } }))
        .catch(error => log('a preview could not be stored', { jobId, error }));
    },
    settled: () => last,
  };
}
