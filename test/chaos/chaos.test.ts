/** A short round; `node test/chaos/run-all.ts` is the whole one. */
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { runChaos } from './run-chaos.ts';

check('a hub whose workers are killed, noticed, cut off and mistaken', {
  'ends every job once, with all of its files, and gives what is poisonous to the dead letters': async () => {
    const report = await runChaos({
      seed: 1,
      jobCount: 8,
      poisonCount: 1,
      workerCount: 2,
      receiveCountMax: 10,
      secondsMax: 80,
    });
    assert.equal(report.faults, [], report.logFile);
    assert.equal([report.succeeded, report.failed], [7, 1]);
    const befallen = Object.values(report.mischief).reduce((sum, count) => sum + count, 0);
    assert.ok(befallen >= 5, `only ${befallen} things befell it`);
    assert.ok(report.edge.lost > 0 && report.edge.refused > 0);
  },
});
