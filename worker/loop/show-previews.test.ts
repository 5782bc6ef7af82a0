/** In which order first looks are stored and told. */
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import type { Report } from './report-progress.ts';
import { showPreviews } from './show-previews.ts';

/** A store in which the first put takes longest. */
function opened(store: (bytes: Uint8Array, type: string) => Promise<void> = async () => {}) {
  const reports: Report[] = [];
  const logged: string[] = [];
  let puts = 0;
  const previews = showPreviews({
    jobId: 'x',
    reporter: { report: report => reports.push(report) },
    assets: {
      storePreview: async (_, bytes, type) => {
        puts += 1;
        await new Promise(resolve => setTimeout(resolve, 30 / puts));
        await store(bytes, type);
        return `${type} ${bytes[0]}`;
      },
    },
    log: message => logged.push(message),
  });
  return { previews, reports, logged };
}

check('first looks', {
  'are told in the order in which they were shown, each by its own name': async () => {
    const { previews, reports } = opened();
    previews.show(Uint8Array.of(1), 'image/png');
    previews.show(Uint8Array.of(2), 'image/png');
    previews.show(Uint8Array.of(3), 'model/gltf-binary');
    assert.equal(reports, []);
    await previews.settled();
    assert.equal(
      reports.map(({ previews: told }) => told),
      [{ previewKey: 'image/png 1' }, { previewKey: 'image/png 2' }, { previewMeshKey: 'model/gltf-binary 3' }],
    );
  },
  'that cannot be stored are logged, and the next one is shown': async () => {
    const { previews, reports, logged } = opened(async bytes => {
      if (bytes[0] === 1) throw new Error('no');
    });
    previews.show(Uint8Array.of(1), 'image/png');
    previews.show(Uint8Array.of(2), 'image/png');
    await previews.settled();
    assert.equal([reports.length, logged], [1, ['a preview could not be stored']]);
  },
});
