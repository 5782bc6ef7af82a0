/** A replay as it is typed, and what `asset-sim` makes of its result. */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import type { ComparedRow } from './compare-lines.ts';

const run = promisify(execFile);
const project = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'asset-hub-replay-test-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
copyFileSync(join(project, 'docs/examples/08-local-hub/Pulumi.local.yaml'), join(folder, 'Pulumi.local.yaml'));
writeFileSync(
  join(folder, 'four.yaml'),
  `name: four users
stack: local
arrivals: [{ kind: flashCrowd, users: 4, windowSeconds: 30 }]
replications: { min: 1, max: 1 }
horizon: { kind: fixed, seconds: 1200 }
`,
);
const actual = join(folder, 'actual.json');
const SPEED = 40;

check('a replay', {
  'plays the users of the simulation on workers that run, and sees the waits that the simulator foretells':
    async () => {
      const args = ['--replay', join(folder, 'four.yaml'), '--time-scale', `${SPEED}`, '--output', actual, '--json'];
      const { stdout } = await run(process.execPath, [join(project, 'local/hub/main.ts'), ...args]);
      const rows = JSON.parse(stdout) as ComparedRow[];
      assert.equal(
        rows.map(({ metric, statistic }) => `${statistic}(${metric})`),
        [
          'p50(queue_wait_seconds{queue=generation})',
          'p95(queue_wait_seconds{queue=generation})',
          'p50(queue_wait_seconds{queue=rigging})',
          'p95(queue_wait_seconds{queue=rigging})',
          'p50(turnaround_seconds)',
          'p95(turnaround_seconds)',
        ],
      );
      // Four jobs of three minutes' work on two workers or a few: the last one is through after six to nine minutes of the plan. A
      // machine that is busy with other tests is late by seconds, which are minutes at this pace; how near it comes is measured
      // on a quiet one, at a slower pace (docs/LOCAL.md).
      const last = rows.at(-1)!;
      assert.ok(last.simulatedSeconds > 300 && last.simulatedSeconds < 600, `${last.simulatedSeconds}`);
      assert.ok(
        last.measuredSeconds > 0.8 * last.simulatedSeconds,
        `${last.measuredSeconds} of ${last.simulatedSeconds}`,
      );
    },
  'leaves a study that asset-sim lays beside the simulation of the same plan': async () => {
    const study = JSON.parse(readFileSync(actual, 'utf8')) as {
      metrics: Record<string, { mean: number }>;
      stack: string;
    };
    assert.is(study.stack, 'local');
    assert.is(study.metrics.jobs_submitted?.mean, 4);
    // On a busy machine not all are done when the replay ends.
    assert.ok(study.metrics.jobs_finished!.mean >= 1);
    const words = ['compare', actual, 'local', '--cwd', folder, '--scenario', 'four.yaml', '--json'];
    const { stdout } = await run(process.execPath, [join(project, 'cli/asset-sim.js'), ...words]);
    assert.match(stdout, /turnaround_seconds/);
  },
  'refuses what it cannot do before anything starts': async () => {
    writeFileSync(
      join(folder, 'upload.yaml'),
      'name: uploads\nstack: local\narrivals: [{ kind: flashCrowd, job: rig, users: 1, windowSeconds: 1 }]\n',
    );
    const refusal = (file: string, more: readonly string[] = []) =>
      run(process.execPath, [join(project, 'local/hub/main.ts'), '--replay', join(folder, file), ...more]).catch(
        (error: { readonly code: number; readonly stderr: string }) => error,
      );
    const none = await refusal('none.yaml');
    assert.match(String(none.stderr), /^error: .*none\.yaml/m);
    const upload = await refusal('upload.yaml');
    assert.match(String(upload.stderr), /^error: a replay cannot submit jobs of kind rig/m);
    const nowhere = await refusal('four.yaml', ['--output', join(folder, 'no/such/actual.json')]);
    assert.match(String(nowhere.stderr), /^error: .*actual\.json cannot be written.*\nhint: .*--output/m);
  },
});
